// Pages in a real browser, each with a database of its own, beside a Java client.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { browser, names, open, site, status, WASM_SCRIPTS } from './pages.mjs';
import { ankurah, folder, serve } from './support.mjs';

for (const engine of ['js', 'wasm']) {
  test(`two pages, one of ${engine}, and a Java client share a list, through a server that is killed, an edit without it, and a reload`, (context) =>
    shared(context, engine));
}

async function shared(context, engine) {
  const data = join(await folder(context), 'data');
  const first = await serve(context, '--data', data);
  const [address, chrome] = [await site(context, { scripts: WASM_SCRIPTS }), await browser(context)];
  const [one, two] = await Promise.all(
    [engine, 'js'].map(async (its) => open(await chrome.newContext(), address, first.url, its)),
  );
  await one.evaluate(() => app.add('from a page'));
  await ankurah('create', '--server', first.url, '--collection', 'item', '{"name": "from Java", "done": false}');
  await Promise.all([one, two].map((page) => names(page, 'from Java,from a page')));
  await two.evaluate(() => app.rename('from a page', 'renamed by two'));
  await names(one, 'from Java,renamed by two');
  // Or a server that is killed owes one of them an answer.
  await Promise.all([one, two].map((page) => status(page, 'connected 0')));

  await first.stop('SIGKILL');
  await Promise.all([one, two].map((page) => status(page, 'offline 0')));
  await one.evaluate(() => app.rename('renamed by two', 'written offline'));
  await one.evaluate(() => app.add('added offline'));
  await status(one, 'offline 2');
  await one.reload();
  await names(one, 'added offline,from Java,written offline');
  await status(one, 'offline 2');
  await names(two, 'from Java,renamed by two');

  await serve(context, '--data', data, '--port', first.port);
  await Promise.all([one, two].map((page) => names(page, 'added offline,from Java,written offline')));
  await status(one, 'connected 0');
  const printed = await ankurah('query', '--server', first.url, '--collection', 'item', "name LIKE '%offline'");
  assert.match(printed, /written offline/);
  assert.match(printed, /added offline/);
  assert.deepEqual(two.complaints.filter((line) => !line.includes('WebSocket')), []);
  assert.equal(await one.evaluate(() => app.look()), 'added offline,from Java,2,looked at,true,true');
}

test('who may not load WebAssembly is told so', async (context) => {
  const { url } = await serve(context, '--memory');
  const [address, chrome] = [await site(context), await browser(context)];
  const page = await open(await chrome.newContext(), address, url, 'wasm');
  await status(page, 'closed 0 client.engine');
});
