// Pages in a real browser, each with a database of its own, beside a Java client.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { browser, process, site } from './pages.mjs';
import { ankurah, folder, serve } from './support.mjs';

async function open(profile, address, url) {
  const page = await profile.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${address}?url=${encodeURIComponent(url)}`);
  page.complaints = complaints;
  await page.waitForFunction(() => globalThis.app !== undefined);
  return page;
}

const names = (page, expected) =>
  page.waitForFunction((text) => [...document.querySelectorAll('li')].map((row) => row.textContent).join() === text, expected, {
    timeout: 30_000,
  });
const status = (page, expected) =>
  page.waitForFunction((text) => document.querySelector('#status').textContent === text, expected, { timeout: 30_000 });

test('two pages and a Java client share a list, through a server that is killed, an edit without it, and a reload', async (context) => {
  const data = join(await folder(context), 'data');
  const first = await serve(context, '--data', data);
  const [address, chrome] = [await site(context), await browser(context)];
  const [one, two] = await Promise.all(
    [1, 2].map(async () => open(await chrome.newContext(), address, first.url)),
  );
  await one.evaluate(() => app.add('from a page'));
  await ankurah('create', '--server', first.url, '--collection', 'item', '{"name": "from Java", "done": false}');
  await Promise.all([one, two].map((page) => names(page, 'from Java,from a page')));
  await two.evaluate(() => app.rename('from a page', 'renamed by two'));
  await names(one, 'from Java,renamed by two');

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
});

test('what is stored survives many writes and a reload, page by page', async (context) => {
  const { url } = await serve(context, '--memory');
  const [address, chrome] = [await site(context), await browser(context)];
  const profile = await chrome.newContext();
  const page = await open(profile, address, url);
  const written = await page.evaluate(() => app.fill(20, 100));
  await page.reload();
  await page.waitForFunction(() => globalThis.app !== undefined);
  assert.equal(await page.evaluate(() => app.sum()), written);
  await page.evaluate(() => app.db.close());
  const counted = await page.evaluate(() => app.counted());
  assert.ok(counted.records < 100, `2,000 rows lie in ${counted.records} records`);
});

test('a database that another page has open is not opened twice', async (context) => {
  const { url } = await serve(context, '--memory');
  const [address, chrome] = [await site(context), await browser(context)];
  const profile = await chrome.newContext();
  await status(await open(profile, address, url), 'connected 0');
  const second = await open(profile, address, url);
  await status(second, 'closed 0 storage.in_use');
});

test('a full disk is said, and what was stored before is there', async (context) => {
  const { url } = await serve(context, '--memory');
  const [address, chrome] = [await site(context), await browser(context)];
  const profile = await chrome.newContext();
  const page = await open(profile, address, url);
  await page.evaluate(() => app.add('before'));
  const devtools = await profile.newCDPSession(page);
  const origin = new URL(address).origin;
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.ceil(usage) + 1 });
  assert.equal(await page.evaluate(() => app.fillUp()), 'storage.disk_full fault');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await page.reload();
  await page.waitForFunction(() => document.querySelector('li')?.textContent === 'before');
});

test('what a transaction called stored is there after the browser was killed, and nothing by halves', async (context) => {
  const { url } = await serve(context, '--memory');
  const [address, home] = [await site(context), await folder(context)];
  const first = await process(context, home);
  const page = await open(first.profile, address, url);
  let stored = 0;
  await page.exposeFunction('stored', (rounds) => (stored = rounds));
  const writing = page.evaluate(() => app.pour(50)).catch(() => {});
  while (stored < 12) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await first.kill();
  await writing;

  const second = await process(context, home);
  const again = await open(second.profile, address, 'ws://127.0.0.1:9');
  const rounds = await again.evaluate(() => app.rounds());
  assert.ok(rounds.length >= stored, `${rounds.length} of ${stored} transactions are there`);
  assert.deepEqual(new Set(rounds), new Set([50]));
});
