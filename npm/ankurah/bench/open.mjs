// How long a page takes to show 50 of 10,000 entities that lie in its IndexedDB, without a network.
//   ANKURAH_JAVA=... ANKURAH_CLASSPATH=... node bench/open.mjs [entities] [--profile]
// (the two variables as in test/support.mjs). Prints milliseconds, the median of five opens.
import { browser, site } from '../test/pages.mjs';
import { serve } from '../test/support.mjs';
import { computed, profiled } from './profile.mjs';

const ENTITIES = Number(process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 10_000);
const during = process.argv.includes('--profile') ? profiled : (_page, _what, act) => act();
const closing = [];
const context = { after: (close) => closing.unshift(close) };
try {
  const server = await serve(context, '--memory');
  const [address, chrome] = [await site(context), await browser(context)];
  const profile = await chrome.newContext();
  const page = await profile.newPage();
  await page.goto(`${address}bench?url=${encodeURIComponent(server.url)}`);
  const ready = () => page.waitForFunction(() => globalThis.measured !== undefined, undefined, { timeout: 300_000 });
  await ready();
  await page.evaluate((entities) => write(entities), ENTITIES);
  let filled;
  const work = await computed(page, async () => {
    filled = await during(page, 'subscribing and storing', () => page.evaluate((entities) => subscribe(entities), ENTITIES));
  });
  console.log(`of that ${Math.round(work)} ms of the page's thread`);
  console.log(`${ENTITIES} entities subscribed and stored in ${Math.round(filled)} ms`);
  await server.stop();
  const runs = [];
  await during(page, 'opening', async () => {
    await page.reload();
    await ready();
  });
  for (let run = 0; run < 5; run++) {
    const work = await computed(page, async () => {
      await page.reload();
      await ready();
    });
    runs.push({ ...(await page.evaluate(() => measured)), 'the thread of the page, navigation included': work });
  }
  for (const what of Object.keys(runs[0])) {
    const times = runs.map((run) => run[what]).sort((a, b) => a - b);
    console.log(`${what}: ${Math.round(times[2])} ms (${times.map(Math.round).join(', ')})`);
  }
} finally {
  for (const close of closing) {
    await close();
  }
}
