// What a page stores in IndexedDB, and what becomes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, open, process, site, status } from './pages.mjs';
import { folder, serve } from './support.mjs';

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
  const counted = await page.evaluate(() => app.stored());
  assert.ok(counted.records < 100, `2,000 rows lie in ${counted.records} records`);
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
  // The first that does not fit may be rows of the server's, in which case the transaction finds the store stopped.
  assert.match(await page.evaluate(() => app.fillUp()), /^storage\.(disk_full|stopped) fault$/);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await page.reload();
  await page.waitForFunction(() => document.querySelector('li')?.textContent === 'before');
});

test('what a transaction called stored is there after the browser was killed, and nothing by halves', async (context) => {
  const server = await serve(context, '--memory');
  const [address, home] = [await site(context), await folder(context)];
  const first = await process(context, home);
  const page = await open(first.profile, address, server.url);
  await status(page, 'connected 0');
  await server.stop();
  await status(page, 'offline 0');
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
