// People at an entity: clients in node, and a server.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ankurah, memory, model, t } from '../dist/index.js';
import { folder, serve, until } from './support.mjs';

const Note = model('Note', { text: t.string, open: t.boolean.default(true) });

function client(context, url) {
  const db = new Ankurah({ url, models: [Note], storage: memory(), retryMillis: [50, 200], onError: (error) => assert.fail(String(error)) });
  context.after(() => db.close());
  return db;
}

const shown = (presence) => presence.others.map(({ content }) => content);
const untilShown = (presence, expected) =>
  until(`${JSON.stringify(expected)} is shown`, presence.subscribe, () => JSON.stringify(shown(presence)) === JSON.stringify(expected));

test('clients at an entity see what the others show, until they go', async (context) => {
  const { url } = await serve(context, '--memory');
  const [one, two] = [client(context, url), client(context, url)];
  const id = await one.transact((tx) => tx.create(Note, { text: 'x' })).accepted;
  const [first, second] = [one.presence(id), two.presence(id)];
  first.show({ name: 'Ella', cursor: 3 });
  await untilShown(second, [{ name: 'Ella', cursor: 3 }]);
  const before = second.others[0];
  second.show({ name: 'Miles' });
  await untilShown(first, [{ name: 'Miles' }]);
  assert.equal(second.others[0], before);
  first.show(null);
  await untilShown(second, [null]);
  first.close();
  await untilShown(second, []);
  assert.deepEqual(first.others, []);
  const third = client(context, url);
  third.presence(id).show('here');
  await untilShown(second, ['here']);
  await third.close();
  await untilShown(second, []);
});

test('after a server was killed everybody is there again', async (context) => {
  const data = join(await folder(context), 'data');
  const server = await serve(context, '--data', data);
  const [one, two] = [client(context, server.url), client(context, server.url)];
  const id = await one.transact((tx) => tx.create(Note, { text: 'x' })).accepted;
  const [first, second] = [one.presence(id), two.presence(id)];
  first.show(1);
  await untilShown(second, [1]);
  await server.stop();
  await untilShown(second, []);
  await serve(context, '--data', data, '--port', server.port);
  await untilShown(second, [1]);
});

test('who may not see the entity is not there, and what is too large is not shown', async (context) => {
  const policy = join(await folder(context), 'policy.json');
  await writeFile(policy, '{"collections": {"note": {"read": "open = true", "write": true}}}');
  const { url } = await serve(context, '--memory', '--policy', policy);
  const db = client(context, url);
  const id = await db.transact((tx) => tx.create(Note, { text: 'hidden', open: false })).accepted;
  const hidden = db.presence(id);
  await until('the refusal', hidden.subscribe, () => hidden.error?.code === 'entity.not_found');
  assert.throws(() => hidden.show('x'.repeat(5_000)), { code: 'presence.too_large' });
});
