// What a client does beside reading, following and writing.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ankurah, memory, model, modelOf, t } from '../dist/index.js';
import { effect, fromStore } from '../dist/signals.js';
import { folder, serve, until } from './support.mjs';

const Artist = model('Artist', { name: t.string });
const Album = model('Album', {
  name: t.text,
  artist: t.ref().optional,
  year: t.int.default(0),
  label: t.string.optional.storedAs('company'),
  plays: t.counter,
});
const ends = [];
let url;
before(async () => {
  ({ url } = await serve({ after: (end) => ends.push(end) }, '--memory'));
});
after(() => Promise.all(ends.map((end) => end())));

function client(context, options = {}) {
  const db = new Ankurah({
    url,
    models: [Artist, Album],
    storage: memory(),
    retryMillis: [50, 200],
    onError: (error) => assert.fail(String(error)),
    ...options,
  });
  context.after(() => db.close());
  return db;
}

test('pages follow each other, whatever happens between them', async (context) => {
  const db = client(context);
  const ids = await db.transact((tx) => [1, 2, 3, 4, 5].map((year) => tx.create(Album, { name: `${year}`, year, label: 'pages' })))
    .accepted;
  const query = Album.where('label', '=', 'pages').orderBy('year').limit(2);
  const first = await db.page(query);
  assert.deepEqual(first.rows.map(({ year }) => year), [1, 2]);
  await db.transact((tx) => tx.delete(ids[1])).accepted;
  const second = await db.page(query, { after: first.next });
  assert.deepEqual(second.rows.map(({ year }) => year), [3, 4]);
  const third = await db.page(query, { after: second.next });
  assert.deepEqual(third.rows.map(({ year }) => year), [5]);
  assert.equal(third.next, null);
  await assert.rejects(db.page(query.orderBy('name'), { after: first.next }), { code: 'cursor.other_order' });
  await assert.rejects(db.page(query, { after: 'nonsense' }), { code: 'cursor.malformed' });
});

test('a reference is an id of its model, which reads it wherever one is', async (context) => {
  const db = client(context);
  const [artist, id] = await db.transact((tx) => {
    const artist = tx.create(Artist, { name: 'Muse' });
    return [artist, tx.create(Album, { name: 'Showbiz', artist })];
  }).accepted;
  const album = await db.get(Album, id);
  assert.equal((await db.get(Artist, album.artist)).name, 'Muse');
  await db.transact((tx) => {
    assert.equal(tx.get(Artist, tx.get(Album, id).artist).name, 'Muse');
  }).local;
  assert.equal((await db.list(Album.where('artist.name', '=', 'Muse').where('artist', '=', artist))).length, 1);
});

test('a row is edited by itself, property by property, and deleted', async (context) => {
  const db = client(context);
  const id = await db.transact((tx) => tx.create(Album, { name: 'Symmetry' })).accepted;
  const album = await db.get(Album, id);
  assert.equal(modelOf(album), Album);
  await db.transact((tx) => tx.edit(album, { year: 2001 })).local;
  await db.transact((tx) =>
    tx.edit(album)
      .name((text) => text.insert(0, 'Origin of ').delete(10, 1).insert(10, 's'))
      .plays({ add: 2 })
      .label('Taste'),
  ).local;
  await db.transact((tx) => tx.edit(Album, id).year(2002)).local;
  const { id: _, ...now } = await db.get(Album, id);
  assert.deepEqual(now, { name: 'Origin of symmetry', artist: null, year: 2002, label: 'Taste', plays: 2 });
  await db.transact((tx) => tx.delete(album)).accepted;
  assert.equal(await db.find(Album, id), null);
  assert.throws(() => modelOf({}), { code: 'web.value' });
});

test('a transaction that is rolled back writes nothing and gives what its function gives', async (context) => {
  const db = client(context);
  const receipt = db.transact((tx) => {
    tx.create(Artist, { name: 'rolled back' });
    tx.rollback();
    return 'nothing';
  });
  assert.equal(await receipt.accepted, 'nothing');
  assert.equal(await receipt.commit, null);
  assert.equal(await db.count(Artist.where('name', '=', 'rolled back')), 0);
});

test('a transaction is undone and redone, and what others wrote over it stays', async (context) => {
  const [db, other] = [client(context), client(context)];
  const id = await db.transact((tx) => tx.create(Album, { name: 'one', year: 1 })).accepted;
  const receipt = db.transact((tx) => tx.edit(Album, id, { name: 'two', year: 2, plays: { add: 5 } }));
  await receipt.accepted;
  await other.transact((tx) => tx.edit(Album, id, { year: 3 })).accepted;
  await until('the other edit', (look) => {
    const live = db.live(Album.byId(id));
    const end = live.subscribe(look);
    return () => (end(), live.close());
  }, () => true);
  const done = await db.undo(receipt);
  await done.receipt.accepted;
  assert.deepEqual(done.left, [{ entity: id, property: 'year' }]);
  const row = await other.get(Album, id);
  assert.deepEqual([row.name, row.year, row.plays], ['one', 3, 0]);
  await (await db.undo(done.receipt)).receipt.accepted;
  assert.equal((await other.get(Album, id)).name, 'two');
});

test('an undo manager undoes in turn, and says when it can', async (context) => {
  const db = client(context);
  const manager = db.undoManager();
  context.after(() => manager.close());
  let heard = 0;
  manager.subscribe(() => heard++);
  const id = await db.transact((tx) => tx.create(Album, { name: '', year: 1 })).accepted;
  for (const year of [2, 3]) {
    await db.transact((tx) => tx.edit(Album, id, { year })).accepted;
  }
  assert.deepEqual(manager.state, { canUndo: true, canRedo: false });
  const year = async () => (await db.get(Album, id)).year;
  await manager.undo();
  assert.equal(await year(), 2);
  assert.deepEqual(manager.state, { canUndo: true, canRedo: true });
  await manager.undo();
  await manager.redo();
  assert.equal(await year(), 2);
  await manager.undo();
  await (await manager.undo()).receipt.accepted;
  assert.equal(await db.find(Album, id), null);
  assert.deepEqual(manager.state, { canUndo: false, canRedo: true });
  await assert.rejects(manager.undo(), { code: 'undo.nothing' });
  assert.ok(heard >= 3);
});

test('a history says who wrote what, and what was erased is gone from it', async (context) => {
  const db = client(context);
  const id = await db.transact((tx) => tx.create(Album, { name: 'secret', year: 1 })).accepted;
  await db.transact((tx) => tx.edit(Album, id, { label: 'Taste', plays: { add: 1 }, name: 'more secret' })).accepted;
  await db.transact((tx) => tx.edit(Album, id, { label: null })).accepted;
  await db.transact((tx) => tx.delete(id)).accepted;
  const history = await db.history(Album, id);
  assert.equal(history.length, 4);
  assert.deepEqual(history.map(({ deleted }) => deleted), [null, null, null, true]);
  assert.deepEqual(history[0].written, { year: 1 });
  assert.deepEqual(history[0].changed, ['name']);
  assert.deepEqual(history[1].written, { label: 'Taste' });
  assert.deepEqual([...history[1].changed].sort(), ['name', 'plays']);
  assert.deepEqual(history[2].written, { label: null });
  assert.deepEqual(history[1].parents, [history[0].id]);
  assert.ok(Math.abs(history[0].time.getTime() - Date.now()) < 600_000);
  assert.deepEqual(
    (await db.history(Album, id, { after: history[0].id, most: 2 })).map((entry) => entry.id),
    [history[1].id, history[2].id],
  );
  await db.transact((tx) => tx.restore(id)).accepted;
  assert.ok((await db.erase(Album, id, ['name']).accepted) >= 2);
  assert.equal((await db.get(Album, id)).name, '');
  assert.ok((await db.erase(Album, id).accepted) > 0);
  assert.ok((await db.history(Album, id)).some((entry) => entry.erased));
  const nobody = `${id.slice(0, 50)}${id[50] === '0' ? '1' : '0'}${id.slice(51)}`;
  await assert.rejects(db.history(Album, nobody), { code: 'entity.not_found' });
});

test('freshness says whether a client has the latest version', async (context) => {
  const path = join(await folder(context), 'data');
  const server = await serve(context, '--data', path);
  const [db, other] = [client(context, { url: server.url }), client(context, { url: server.url })];
  const id = await db.transact((tx) => tx.create(Artist, { name: 'one' })).accepted;
  const live = await db.live(Artist.byId(id)).whenLive();
  assert.equal(await db.freshness(id), 'current');
  assert.equal(await other.freshness(id), 'stale');
  await server.stop();
  await until('offline', db.onStatus, () => db.status.state === 'offline');
  assert.equal(await db.freshness(id), 'unknown');
  live.close();
});

test('whoever waits can stop waiting', async (context) => {
  const db = client(context, { url: 'ws://127.0.0.1:9', meetMillis: 5_000 });
  const signal = AbortSignal.timeout(30);
  const name = { name: 'TimeoutError' };
  await db.whenReady({ signal: AbortSignal.timeout(60_000) });
  const nobody = '0'.repeat(52);
  const live = db.live(Artist.all());
  await Promise.all([
    assert.rejects(db.whenConnected({ signal }), name),
    assert.rejects(live.whenOpen({ signal }), name),
    assert.rejects(live.whenLive({ signal }), name),
    assert.rejects(db.get(Artist, nobody, { signal }), name),
    assert.rejects(db.list(Artist.all(), { signal }), name),
    assert.rejects(db.count(Artist.all(), { signal }), name),
    assert.rejects(db.page(Artist.all(), { signal }), name),
    assert.rejects(db.history(Artist, nobody, { signal }), name),
    assert.rejects(db.freshness(nobody, { signal }), name),
    assert.rejects(db.transact((tx) => tx.create(Artist, { name: 'x' })).whenLocal({ signal }), name),
  ]);
});

test('a client, a live query and an undo manager end with their scope', async (context) => {
  // As `using` and `await using` call it, which node 20 cannot read yet.
  const db = client(context);
  const live = await db.live(Artist.all()).whenLive();
  const manager = db.undoManager();
  await manager.whenReady();
  assert.equal(await db.following(), 1);
  live[Symbol.dispose]();
  assert.equal(await db.following(), 0);
  manager[Symbol.dispose]();
  const another = db.live(Artist.all());
  await db[Symbol.asyncDispose]();
  assert.deepEqual([live.status, another.status, db.status.state], ['closed', 'closed', 'closed']);
});

test('live queries are signals for effects', async (context) => {
  const db = client(context);
  const live = await db.live(Artist.where('name', 'like', 'signal%').orderBy('name')).whenLive();
  const rows = fromStore(live.subscribe, () => live.rows);
  const seen = [];
  const end = effect(() => void seen.push(rows.get().map(({ name }) => name).join()));
  await db.transact((tx) => tx.create(Artist, { name: 'signal a' })).local;
  await until('the row', live.subscribe, () => live.rows.length === 1);
  assert.deepEqual(seen, ['', 'signal a']);
  end();
  live.close();
});

test('numbers, times and decimals keep what JavaScript can hold, and say what it cannot', async (context) => {
  const db = client(context);
  const Counted = model('Counted', { at: t.long, price: t.decimal, when: t.instant });
  const Narrow = model('Narrow', { at: t.int, price: t.double, when: t.instant }, 'counted');
  const wide = client(context, { models: [Counted] });
  const id = await wide.transact((tx) =>
    tx.create(Counted, { at: 2n ** 60n, price: '0.10000000000000000001', when: new Date(1) }),
  ).accepted;
  const row = await wide.get(Counted, id);
  assert.deepEqual([row.at, row.price, row.when], [2n ** 60n, '0.10000000000000000001', new Date(1)]);
  const narrow = await client(context, { models: [Narrow] }).get(Narrow, id);
  assert.throws(() => narrow.at, { code: 'model.unreadable' });
  assert.equal(narrow.when.getTime(), 1);
  await assert.rejects(wide.transact((tx) => tx.create(Counted, { at: 1, price: '1', when: new Date(1) })).local, { code: 'web.value' });
  await assert.rejects(db.transact((tx) => tx.create(Album, { name: '', year: 2 ** 31 })).local, { code: 'web.value' });
  await assert.rejects(db.transact((tx) => tx.create(Album, { name: '', year: 1.5 })).local, { code: 'web.value' });
});
