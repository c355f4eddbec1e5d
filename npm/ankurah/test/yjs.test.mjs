// Texts as documents of the real Yjs, through a real server.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as Y from 'yjs';
import { Ankurah, memory, model, t } from '../dist/index.js';
import { bindText, followText } from '../dist/yjs.js';
import { folder, serve, until } from './support.mjs';

const Album = model('Album', { name: t.text, notes: t.text, year: t.int.default(0) });
const ends = [];
let url;
before(async () => {
  ({ url } = await serve({ after: (end) => ends.push(end) }, '--memory'));
});
after(() => Promise.all(ends.map((end) => end())));

function client(context, options = {}) {
  const db = new Ankurah({
    url,
    models: [Album],
    storage: memory(),
    retryMillis: [50, 200],
    lingerMillis: 50,
    onError: (error) => assert.fail(String(error)),
    ...options,
  });
  context.after(() => db.close());
  return db;
}

async function bound(context, db, id, property = 'name') {
  const binding = await bindText(db, Album, id, property, { commitMillis: 5 });
  context.after(() => binding.close());
  return binding;
}

const shows = (binding, text) => until(`'${text}'`, binding.subscribe, () => binding.text.toString() === text);

/** The same numbers for the same seed. */
function dice(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('what one types in a Y.Text, the other reads in his and in its rows', async (context) => {
  const [one, two] = [client(context), client(context)];
  const id = await one.transact((tx) => tx.create(Album, { name: 'Symmetry', year: 2001 })).accepted;
  const mine = await bound(context, one, id);
  const its = await bound(context, two, id);
  assert.equal(its.text.toString(), 'Symmetry');
  mine.text.insert(0, 'Origin of ');
  await shows(its, 'Origin of Symmetry');
  its.text.delete(0, 10);
  its.text.insert(8, '!');
  await shows(mine, 'Symmetry!');
  await mine.flush('accepted');
  await its.flush('accepted');
  assert.equal((await one.get(Album, id)).name, 'Symmetry!');
  const live = await one.live(Album.byId(id)).whenLive();
  await two.transact((tx) => tx.edit(Album, id, { name: [{ insert: [0, '¡'] }] })).accepted;
  await until('the row', live.subscribe, () => live.rows[0].name === '¡Symmetry!');
  await shows(mine, '¡Symmetry!');
  await shows(its, '¡Symmetry!');
});

test('typing of many kinds at once leads everybody to the same text', async (context) => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}`);
  const roll = dice(seed);
  const clients = [client(context), client(context), client(context)];
  const id = await clients[0].transact((tx) => tx.create(Album, { name: '' })).accepted;
  const bindings = await Promise.all(clients.map((db) => bound(context, db, id)));
  const undo = new Y.UndoManager(bindings[0].text);
  const words = ['a', 'bc', 'déf', '🎵', 'line\n'];
  /** As an editor does it: never inside of a surrogate pair. */
  const place = (text, at) => (at > 0 && /[\udc00-\udfff]/.test(text.toString()[at] ?? '') ? at - 1 : at);
  for (let i = 0; i < 300; i++) {
    const who = roll(bindings.length);
    const { text, doc } = bindings[who];
    switch (roll(who === 0 ? 6 : 5)) {
      case 0:
      case 1:
        text.insert(place(text, roll(text.length + 1)), words[roll(words.length)]);
        break;
      case 2:
        if (text.length > 0) {
          const at = place(text, roll(text.length));
          text.delete(at, place(text, at + 1 + roll(Math.min(3, text.length - at))) - at);
        }
        break;
      case 3:
        doc.transact(() => {
          text.insert(0, '[');
          text.insert(text.length, ']');
        });
        break;
      case 4:
        if (text.length > 1) {
          text.format(0, place(text, 1 + roll(text.length - 1)), { bold: roll(2) === 0 ? true : null });
        }
        break;
      case 5:
        roll(2) === 0 ? undo.undo() : undo.redo();
        break;
    }
    if (roll(8) === 0) {
      await new Promise((resolve) => setTimeout(resolve, roll(10)));
    }
  }
  await Promise.all(bindings.map((binding) => binding.flush('accepted')));
  const reader = client(context);
  const stored = (await reader.get(Album, id)).name;
  for (const binding of bindings) {
    await shows(binding, stored).catch(() =>
      assert.fail(`seed ${seed}: ${JSON.stringify(stored)} is stored, and ${JSON.stringify(bindings.map(({ text }) => text))} shown`),
    );
    assert.equal(binding.error, null);
  }
  const deltas = bindings.map((binding) => JSON.stringify(binding.text.toDelta()));
  assert.deepEqual(deltas, deltas.map(() => deltas[0]), `seed ${seed}`);
});

test('what is typed offline is merged later, and nothing is lost when a binding is closed', async (context) => {
  const path = join(await folder(context), 'data');
  const first = await serve(context, '--data', path);
  const [one, two] = [client(context, { url: first.url }), client(context, { url: first.url })];
  const id = await one.transact((tx) => tx.create(Album, { name: 'middle' })).accepted;
  const [mine, its] = [await bound(context, one, id), await bound(context, two, id)];
  await first.stop();
  await Promise.all([one, two].map((db) => until('offline', db.onStatus, () => db.status.state === 'offline')));
  mine.text.insert(0, 'start ');
  its.text.insert(6, ' end');
  await mine.close();
  assert.equal((await one.live(Album.byId(id)).whenOpen()).rows[0].name, 'start middle');
  await serve(context, '--data', path, '--port', first.port);
  await shows(its, 'start middle end');
});

test('after a refusal there is another document, which says so', async (context) => {
  const path = await folder(context);
  const policy = join(path, 'policy.json');
  await writeFile(policy, '{"collections": {"album": {"read": true, "write": ["name NOT LIKE \'%forbidden%\'"]}}}');
  const server = await serve(context, '--data', join(path, 'data'), '--policy', policy);
  const rejections = [];
  const db = client(context, { url: server.url, onRejected: (rejection) => rejections.push(rejection) });
  const id = await db.transact((tx) => tx.create(Album, { name: 'free' })).accepted;
  const binding = await bound(context, db, id);
  const replacements = [];
  binding.onReplaced((replacement) => replacements.push(replacement));
  const before = binding.text;
  before.insert(4, ' text');
  await binding.flush('accepted');
  before.insert(9, ' that is forbidden');
  await assert.rejects(binding.flush('accepted'), { category: 'refused' });
  await until('another document', binding.subscribe, () => replacements.length === 1);
  assert.equal(binding.text.toString(), 'free text');
  assert.notEqual(binding.text, before);
  assert.equal(replacements[0].before.getText('name'), before);
  assert.equal(replacements[0].text, binding.text);
  assert.equal(rejections.length, 1);
  before.insert(0, 'nobody hears this ');
  binding.text.insert(0, 'a ');
  await binding.flush('accepted');
  assert.equal((await client(context, { url: server.url }).get(Album, id)).name, 'a free text');
  assert.equal(replacements.length, 1);
});

test('a document into which something else is applied is replaced', async (context) => {
  const db = client(context);
  const id = await db.transact((tx) => tx.create(Album, { name: 'x' })).accepted;
  const binding = await bound(context, db, id);
  const errors = [];
  binding.onReplaced(({ error }) => errors.push(error?.code));
  const stranger = new Y.Doc();
  stranger.getText('name').insert(0, 'strange');
  Y.applyUpdate(binding.doc, Y.encodeStateAsUpdate(stranger));
  assert.deepEqual(errors, ['text.mirror_stale']);
  assert.equal(binding.text.toString(), 'x');
  binding.text.insert(1, 'y');
  await binding.flush('accepted');
  assert.equal((await client(context).get(Album, id)).name, 'xy');
});

test('several parts of a program share a text, and leave nothing behind', async (context) => {
  const db = client(context);
  const id = await db.transact((tx) => tx.create(Album, { name: 'one' })).accepted;
  const [mine, its] = [followText(db, Album, id, 'name'), followText(db, Album, id, 'name')];
  assert.equal(mine.get().text, undefined);
  const endings = [mine.subscribe(() => {}), its.subscribe(() => {})];
  await until('the text', mine.subscribe, () => mine.get().value === 'one');
  assert.equal(its.get(), mine.get());
  its.get().setValue('one 🎵 two');
  assert.equal(mine.get().value, 'one 🎵 two');
  its.get().setValue('one 🎶 two');
  assert.equal(mine.get().value, 'one 🎶 two');
  assert.equal(await db.following(), 1);
  endings.forEach((end) => end());
  const deadline = Date.now() + 60_000;
  while ((await db.following()) > 0) {
    assert.ok(Date.now() < deadline, 'the text is still followed');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal((await client(context).get(Album, id)).name, 'one 🎶 two');
});

test('a text that is not there', async (context) => {
  const db = client(context);
  const id = await db.transact((tx) => tx.create(Album, { name: 'x' })).accepted;
  await assert.rejects(bindText(db, Album, `0${id.slice(1, 50)}0${id.slice(51)}`, 'name'), { code: 'entity.not_found' });
  await db.transact((tx) => tx.edit(Album, id, { year: 1 })).local;
  await assert.rejects(bindText(db, Album, id, 'year'), { code: 'event.data_type_differs' });
  const impatient = AbortSignal.abort();
  await assert.rejects(bindText(db, Album, id, 'name', { signal: impatient }), { name: 'AbortError' });
});
