// Tabs of one browser that share a database: one leads, and the others follow it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { browser, names, open, site, status, WASM_SCRIPTS } from './pages.mjs';
import { ankurah, folder, serve } from './support.mjs';

const leads = (page) => page.waitForFunction(async () => (await navigator.locks.query()).held.some(({ name }) => name === 'ankurah/app'));
const several = (profile, address, url, count) => Promise.all(Array.from({ length: count }, () => open(profile, address, url)));

async function setting(context) {
  const data = join(await folder(context), 'data');
  const server = await serve(context, '--data', data);
  const [address, chrome] = [await site(context), await browser(context)];
  const again = () => serve(context, '--data', data, '--port', server.port);
  return { server, again, address, profile: await chrome.newContext() };
}

test('two tabs show one list, and each sees what the other and the server do', async (context) => {
  const { server, address, profile } = await setting(context);
  const one = await open(profile, address, server.url);
  await status(one, 'connected 0');
  const two = await open(profile, address, server.url);
  await status(two, 'connected 0');
  await one.evaluate(() => app.add('of one'));
  await two.evaluate(() => app.add('of two'));
  await ankurah('create', '--server', server.url, '--collection', 'item', '{"name": "from Java", "done": false}');
  await Promise.all([one, two].map((page) => names(page, 'from Java,of one,of two')));
  await two.evaluate(() => app.rename('of one', 'renamed by two'));
  await one.evaluate(() => app.rename('of two', 'renamed by one'));
  await Promise.all([one, two].map((page) => names(page, 'from Java,renamed by one,renamed by two')));
  assert.deepEqual([...one.complaints, ...two.complaints], []);
});

test('a follower turns pages, reads histories and undoes as a leader does', async (context) => {
  const { server, address, profile } = await setting(context);
  const one = await open(profile, address, server.url);
  await status(one, 'connected 0');
  const two = await open(profile, address, server.url);
  await status(two, 'connected 0');
  await one.evaluate(() => app.add('a', 'accepted'));
  await names(two, 'a');
  assert.equal(await two.evaluate(() => app.look()), 'a,seen,2,looked at,true,true');
  await Promise.all([one, two].map((page) => names(page, 'a,looked at')));
  assert.deepEqual([...one.complaints, ...two.complaints], []);
});

test('what a follower writes without a network is in all tabs at once, and there after all were closed', async (context) => {
  const { server, again, address, profile } = await setting(context);
  const [one, two] = [await open(profile, address, server.url), await open(profile, address, server.url)];
  await Promise.all([one, two].map((page) => status(page, 'connected 0')));
  await two.evaluate(() => app.add('before', 'accepted'));
  await names(one, 'before');
  await Promise.all([one, two].map((page) => status(page, 'connected 0')));
  await server.stop();
  await Promise.all([one, two].map((page) => status(page, 'offline 0')));
  await two.evaluate(() => app.add('of a follower'));
  await two.evaluate(() => app.rename('before', 'renamed'));
  await Promise.all([one, two].map((page) => names(page, 'of a follower,renamed')));
  await Promise.all([one, two].map((page) => status(page, 'offline 2')));
  await Promise.all([one.close(), two.close()]);

  const three = await open(profile, address, server.url);
  await names(three, 'of a follower,renamed');
  await status(three, 'offline 2');
  await again();
  await status(three, 'connected 0');
  const printed = await ankurah('query', '--server', server.url, '--collection', 'item', "name <> ''");
  assert.match(printed, /of a follower/);
  assert.match(printed, /renamed/);
});

test('another tab leads when the leader is closed in the middle of edits, and none is lost or doubled', async (context) => {
  const { server, address, profile } = await setting(context);
  const one = await open(profile, address, server.url);
  await status(one, 'connected 0');
  const [two, three] = await several(profile, address, server.url, 2);
  await Promise.all([two, three].map((page) => status(page, 'connected 0')));
  const counter = await two.evaluate(() => app.count('counted'));
  await Promise.all([two, three].map((page) => names(page, 'counted')));
  const counting = [two, three].map((page) => page.evaluate((id) => app.addTimes(id, 40), counter));
  await two.waitForFunction(() => app.times > 5);
  const { took } = await handover(one, [two, three]);
  console.log(`another tab led ${Math.round(took)} ms after the leader was closed`);
  await Promise.all(counting);
  await Promise.all([two, three].map((page) => page.waitForFunction(() => app.counted() === 80, undefined, { timeout: 60_000 })));
  await Promise.all([two, three].map((page) => status(page, 'connected 0')));
  const printed = await ankurah('query', '--server', server.url, '--collection', 'item', "plays = 80");
  assert.match(printed, /counted/);
});

/** Closes the leader, and waits until another tab has written. */
async function handover(leader, others) {
  await leader.close();
  const begun = performance.now();
  await Promise.any(others.map((page) => page.evaluate(() => app.add('zz after'))));
  return { took: performance.now() - begun };
}

test('ten tabs show one list while one after the other is closed', async (context) => {
  const { server, address, profile } = await setting(context);
  let tabs = await several(profile, address, server.url, 10);
  await Promise.all(tabs.map((page) => status(page, 'connected 0')));
  const expected = [];
  while (tabs.length > 1) {
    const name = `with ${String(tabs.length).padStart(2, '0')}`;
    expected.unshift(name);
    await tabs.at(-1).evaluate((name) => app.add(name), name);
    await Promise.all(tabs.map((page) => names(page, expected.join())));
    await tabs.shift().close();
  }
  await tabs[0].evaluate(() => app.add('alone'));
  await names(tabs[0], ['alone', ...expected].join());
  await status(tabs[0], 'connected 0');
});

test('a leader that was put aside while it slept is refused when it writes, and follows', async (context) => {
  const { server, address, profile } = await setting(context);
  const one = await open(profile, address, server.url);
  await status(one, 'connected 0');
  await leads(one);
  const refused = one.evaluate(() => app.writeBehindTheLock());
  assert.equal(await refused, 'storage.not_leading conflict');
  const two = await open(profile, address, server.url);
  await status(two, 'connected 0');
  await one.evaluate(() => app.add('of one'));
  await two.evaluate(() => app.add('of two'));
  await Promise.all([one, two].map((page) => names(page, 'of one,of two')));
});

test('a leader that crashes in the middle of writing leaves whole transactions, and another tab leads', async (context) => {
  const { server, address, profile } = await setting(context);
  const one = await open(profile, address, server.url);
  await status(one, 'connected 0');
  const two = await open(profile, address, server.url);
  await status(two, 'connected 0');
  await server.stop();
  let stored = 0;
  await one.exposeFunction('stored', (rounds) => (stored = rounds));
  one.evaluate(() => app.pour(20)).catch(() => {});
  while (stored < 5) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const devtools = await profile.newCDPSession(one);
  devtools.send('Page.crash').catch(() => {});
  await two.evaluate(() => app.add('of two'));
  const rounds = await two.evaluate(() => app.rounds());
  assert.ok(rounds.length >= stored, `${rounds.length} of ${stored} transactions are there`);
  assert.deepEqual(new Set(rounds), new Set([20]));
});

test('tabs whose engines differ share a database, and one goes on where the other has stopped', async (context) => {
  const { url } = await serve(context, '--memory');
  const [address, chrome] = [await site(context, { scripts: WASM_SCRIPTS }), await browser(context)];
  const profile = await chrome.newContext();
  const one = await open(profile, address, url, 'wasm');
  await status(one, 'connected 0');
  const two = await open(profile, address, url);
  await one.evaluate(() => app.add('of one', 'accepted'));
  await names(two, 'of one');
  await two.evaluate(() => app.add('of two', 'accepted'));
  await names(one, 'of one,of two');
  await one.close();
  await two.evaluate(() => app.add('afterwards', 'accepted'));
  await names(two, 'afterwards,of one,of two');
  assert.deepEqual([...one.complaints, ...two.complaints], []);
});
