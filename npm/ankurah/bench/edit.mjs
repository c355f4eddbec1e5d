// How long after its arrival an edit of another client is in a list of a thousand rows.
//   ANKURAH_JAVA=... ANKURAH_CLASSPATH=... node bench/edit.mjs [rows] [edits] [--wasm] [--profile]
// (the two variables as in test/support.mjs). Prints milliseconds: until the program is told, and until the list is laid out.
import { closing } from '../test/closing.mjs';
import { browser, site, WASM_SCRIPTS } from '../test/pages.mjs';
import { serve } from '../test/support.mjs';
import { profiled } from './profile.mjs';

const numbers = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const [ROWS, EDITS] = [Number(numbers[0] ?? 1_000), Number(numbers[1] ?? 200)];
const ENGINE = process.argv.includes('--wasm') ? 'wasm' : 'js';
const during = process.argv.includes('--profile') ? profiled : (_page, _what, act) => act();
await closing(async (context) => {
  const server = await serve(context, '--memory');
  const [address, chrome] = [await site(context, { scripts: WASM_SCRIPTS }), await browser(context)];
  const [reader, writer] = await Promise.all(
    [1, 2].map(async () => {
      const page = await (await chrome.newContext()).newPage();
      await page.goto(`${address}bench?engine=${ENGINE}&url=${encodeURIComponent(server.url)}`);
      await page.waitForFunction(() => globalThis.measured !== undefined, undefined, { timeout: 300_000 });
      return page;
    }),
  );
  await writer.evaluate((rows) => write(rows), ROWS);
  const ids = await reader.evaluate((rows) => follow(rows), ROWS);
  await during(reader, 'following', () => writer.evaluate(([ids, edits]) => edit(ids, edits), [ids, EDITS]));
  await reader.waitForFunction((edits) => times.told.length >= edits, EDITS, { timeout: 60_000 });
  const times = await reader.evaluate(() => globalThis.times);
  for (const [what, all] of Object.entries(times)) {
    const sorted = all.sort((a, b) => a - b);
    const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
    console.log(`${what}: ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, all within ${at(1)} ms (${all.length} edits, ${ids.length} rows)`);
  }
});
