import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ankurah, AnkurahError, ConflictError, memory, model, NotFoundError, RefusedError, t } from '../dist/index.js';
import { ankurah, folder, serve, until } from './support.mjs';

const Artist = model('Artist', { name: t.string });
const Album = model('Album', {
  name: t.text,
  artist: t.ref().optional,
  year: t.int.default(0),
  plays: t.counter,
  tags: t.set(t.string),
  length: t.long.optional,
  price: t.decimal.optional,
  released: t.date.optional,
  heard: t.instant.optional,
  data: t.json().optional,
  notes: t.document,
  cover: t.bytes.optional,
});

function client(test, url, options = {}) {
  const db = new Ankurah({
    url,
    models: [Artist, Album],
    storage: memory(),
    retryMillis: [50, 200],
    onError: (error) => assert.fail(String(error)),
    ...options,
  });
  test.after(() => db.close());
  return db;
}

const rowsUntil = (live, what, holds) => until(what, live.subscribe, () => holds(live.rows));

test('values of every type come back as they were written', async (context) => {
  const { url } = await serve(context, '--memory');
  const db = client(context, url);
  const written = {
    name: 'Origin of Symmetry 🎵',
    year: 2001,
    plays: 3,
    tags: ['rock', 'prog'],
    length: 9_007_199_254_740_993n,
    price: '12.5',
    released: '2001-07-17',
    heard: new Date('2001-07-17T10:00:00.250Z'),
    data: { tracks: [1, null, { a: 'b' }] },
    notes: { stars: 5 },
    cover: new Uint8Array([0, 127, 128, 255]),
  };
  const [artist, album] = await db.transact((tx) => {
    const artist = tx.create(Artist, { name: 'Muse' });
    return [artist, tx.create(Album, { ...written, artist })];
  }).accepted;
  const other = client(context, url);
  const { id, tags, ...row } = await other.get(Album, album);
  assert.equal(id, album);
  assert.deepEqual([...tags].sort(), ['prog', 'rock']);
  delete written.tags;
  assert.deepEqual(row, { ...written, artist });
});

test('an edit writes what it names, and counts, adds and inserts', async (context) => {
  const { url } = await serve(context, '--memory');
  const db = client(context, url);
  const id = await db.transact((tx) => tx.create(Album, { name: 'Symmetry', year: 2001, tags: ['x'] })).local;
  await db.transact((tx) => {
    tx.edit(Album, id, {
      name: [{ insert: [0, 'Origin of '] }],
      plays: { add: 2 },
      tags: { remove: ['x'], add: ['y'] },
      notes: { set: { stars: 4 } },
    });
    assert.equal(tx.get(Album, id).name, 'Origin of Symmetry');
  }).accepted;
  const row = await db.get(Album, id);
  assert.deepEqual([row.name, row.year, row.plays, row.tags, row.notes], ['Origin of Symmetry', 2001, 2, ['y'], { stars: 4 }]);
});

test('a live query follows another client, and rows that do not change stay the same objects', async (context) => {
  const { url } = await serve(context, '--memory');
  const [one, two] = [client(context, url), client(context, url)];
  const ids = await one.transact((tx) => [1999, 2001, 2003].map((year) => tx.create(Album, { name: `of ${year}`, year })))
    .accepted;
  const live = two.live(Album.where('year', '>', 1990).orderBy('year', 'desc').limit(2));
  await live.whenLive();
  assert.deepEqual(live.rows.map((row) => row.year), [2003, 2001]);
  const [first] = live.rows;
  const rows = live.rows;
  await one.transact((tx) => tx.edit(Album, ids[1], { year: 2002 })).accepted;
  await rowsUntil(live, 'the edit', ([, second]) => second.year === 2002);
  assert.equal(live.rows[0], first);
  assert.notEqual(live.rows, rows);
  assert.throws(() => live.rows.push(first), TypeError);
  await one.transact((tx) => tx.delete(ids[2])).accepted;
  await rowsUntil(live, 'the next row', (now) => now.map((row) => row.year).join() === '2002,1999');
});

test('a live query can select something else, and closing ends it', async (context) => {
  const { url } = await serve(context, '--memory');
  const db = client(context, url);
  await db.transact((tx) => [1, 2, 3].forEach((year) => tx.create(Album, { name: `${year}`, year }))).accepted;
  const live = await db.live(Album.where('year', '<=', 2)).whenLive();
  live.update(Album.where('year', '>=', 2).orderBy('year'));
  await rowsUntil(live, 'the other selection', (rows) => rows.map((row) => row.year).join() === '2,3');
  let heard = 0;
  live.subscribe(() => heard++);
  live.close();
  const before = heard;
  await db.transact((tx) => tx.create(Album, { name: '4', year: 4 })).accepted;
  assert.equal(heard, before);
  assert.equal(live.status, 'closed');
  assert.equal(live.rows.length, 2);
  assert.throws(() => live.update(Album.all()), { code: 'live.closed' });
});

test('a function that throws writes nothing, and its error comes out', async (context) => {
  const { url } = await serve(context, '--memory');
  const db = client(context, url);
  const mistake = new Error('a mistake');
  await assert.rejects(
    db.transact((tx) => {
      tx.create(Artist, { name: 'Nobody' });
      throw mistake;
    }).local,
    mistake,
  );
  await assert.rejects(db.transact(async () => Promise.reject(mistake)).accepted, mistake);
  assert.equal(await db.count(Artist.all()), 0);
});

test('transactions happen one after the other, also those that wait', async (context) => {
  const { url } = await serve(context, '--memory');
  const [one, db] = [client(context, url), client(context, url)];
  const id = await one.transact((tx) => tx.create(Album, { name: '', year: 1 })).accepted;
  const twice = () =>
    db.transact(async (tx) => {
      const { year } = await tx.load(Album, id);
      tx.edit(Album, id, { year: 2 * year });
      return year;
    }).accepted;
  assert.deepEqual(await Promise.all([twice(), twice(), twice()]), [1, 2, 4]);
  assert.equal((await one.get(Album, id)).year, 8);
});

test('what a transaction needs and the client does not hold is asked for, and the function runs again', async (context) => {
  const { url } = await serve(context, '--memory');
  const [one, db] = [client(context, url), client(context, url)];
  const ids = await one.transact((tx) => ['a', 'b'].map((name) => tx.create(Artist, { name }))).accepted;
  let runs = 0;
  await db.transact((tx) => {
    runs++;
    ids.forEach((id) => tx.edit(Artist, id, { name: `${tx.get(Artist, id).name}!` }));
  }).accepted;
  assert.equal(runs, 3);
  assert.deepEqual((await one.list(Artist.orderBy('name'))).map(({ name }) => name), ['a!', 'b!']);
});

test('a refused commit is taken back, and the program is told', async (context) => {
  const path = await folder(context);
  const policy = join(path, 'policy.json');
  await writeFile(policy, '{"collections": {"artist": {"read": true, "write": false}, "*": {"read": true, "write": true}}}');
  const { url } = await serve(context, '--memory', '--policy', policy);
  const rejections = [];
  const db = client(context, url, { onRejected: (rejection) => rejections.push(rejection) });
  const live = await db.live(Artist.all()).whenOpen();
  const receipt = db.transact((tx) => tx.create(Artist, { name: 'Nobody' }));
  const id = await receipt.local;
  await assert.rejects(receipt.accepted, (error) => error instanceof RefusedError && !error.retryable);
  await rowsUntil(live, 'the row goes', (rows) => rows.length === 0);
  await until('the rejection', db.onStatus, () => rejections.length === 1);
  assert.deepEqual(rejections[0].entities, [id]);
  assert.equal(rejections[0].commit, await receipt.commit);
  assert.ok(rejections[0].error instanceof RefusedError);
});

test('what is written offline is there at once, and sent when the server comes', async (context) => {
  const path = join(await folder(context), 'data');
  const first = await serve(context, '--data', path);
  const db = client(context, first.url);
  const id = await db.transact((tx) => tx.create(Album, { name: 'before', year: 1 })).accepted;
  const live = await db.live(Album.all()).whenLive();
  await first.stop();
  await until('offline', db.onStatus, () => db.status.state === 'offline');
  const receipt = db.transact((tx) => tx.edit(Album, id, { year: 2 }));
  await receipt.local;
  assert.equal(live.rows[0].year, 2);
  assert.ok(db.status.error instanceof AnkurahError);
  const impatient = AbortSignal.timeout(50);
  await assert.rejects(receipt.whenAccepted({ signal: impatient }), { name: 'TimeoutError' });
  await serve(context, '--data', path, '--port', first.port);
  await receipt.accepted;
  const printed = await ankurah('query', '--server', first.url, '--collection', 'album', 'year = 2');
  assert.match(printed, new RegExp(id, 'i'));
});

test('errors are of one family, with the codes of Java', async (context) => {
  const { url } = await serve(context, '--memory');
  const db = client(context, url);
  const id = await db.transact((tx) => tx.create(Album, { name: 'x' })).accepted;
  const nobody = `0${id.slice(1, 50)}0${id.slice(51)}`;
  await assert.rejects(db.get(Album, nobody), (error) => error instanceof NotFoundError && error.code === 'entity.not_found');
  await assert.rejects(db.list(Album.ankql`year >`), { code: 'query.syntax', category: 'invalid' });
  const live = db.live(Album.ankql`year >`);
  await assert.rejects(live.whenLive(), { code: 'query.syntax' });
  assert.equal(live.status, 'failed');
  const Worded = model('Worded', { year: t.string }, 'album');
  await db.transact((tx) => tx.edit(Album, id, { year: 1 })).accepted;
  const other = client(context, url, { models: [Worded] });
  await assert.rejects(
    other.transact((tx) => tx.create(Worded, { year: 'two thousand' })).accepted,
    (error) => error instanceof ConflictError && error.code === 'schema.other_type',
  );
  await db.close();
  await assert.rejects(db.list(Album.all()), { code: 'node.closed', retryable: true });
  assert.throws(() => new Ankurah({ url: 'http://x', models: [] }), { code: 'client.address' });
});

test('a live query that is opened before the server is there begins when it comes', async (context) => {
  const path = join(await folder(context), 'data');
  const first = await serve(context, '--data', path);
  await first.stop();
  const db = client(context, first.url, { meetMillis: 100 });
  const live = db.live(Artist.all());
  await until('the first failure', live.subscribe, () => live.error?.code === 'sync.offline');
  assert.equal(live.status, 'opening');
  await serve(context, '--data', path, '--port', first.port);
  await live.whenLive();
  assert.equal(live.error, null);
});

test('a client without a server says so', async (context) => {
  const db = client(context, 'ws://127.0.0.1:9', { meetMillis: 100 });
  await db.ready;
  await assert.rejects(db.transact((tx) => tx.create(Artist, { name: 'x' })).local, { code: 'sync.offline' });
  await assert.rejects(db.list(Artist.all()), { code: 'sync.offline' });
});
