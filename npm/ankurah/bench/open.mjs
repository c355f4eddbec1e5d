// How long a page takes to show 50 of 10,000 entities that lie in its IndexedDB, without a network.
//   ANKURAH_JAVA=... ANKURAH_CLASSPATH=... node bench/open.mjs [entities [edits]] [--wasm] [--profile]
// (the two variables as in test/support.mjs). Prints milliseconds, the median of seven visits, each in a tab and a process of its own.
// Scripts are kept as those are that a bundler names by their content. Of scripts that it keeps, a browser keeps the compiled code
// too, but only from the third time on; so the first two times tell what it takes without.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closing } from '../test/closing.mjs';
import { process as browserProcess, site, WASM_SCRIPTS } from '../test/pages.mjs';
import { serve } from '../test/support.mjs';
import { computed, profiled } from './profile.mjs';

const numbers = process.argv.slice(2).filter((word) => !word.startsWith('--'));
/** Edits are what the visitor has written before and the server has confirmed. */
const [ENTITIES, EDITS] = [Number(numbers[0] ?? 10_000), Number(numbers[1] ?? 1)];
const [WITHOUT_CODE, VISITS] = [2, 7];
/** A new tab has things of its own to do. */
const SETTLING_MILLIS = 1_000;
const WASM = process.argv.includes('--wasm');
const during = process.argv.includes('--profile') ? profiled : (_page, _what, act) => act();

/** Shows the page in a tab of its own. */
async function visit(profile, address, act) {
  const page = await profile.newPage();
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MILLIS));
  const result = await act(page, async () => {
    await page.goto(address);
    await page.waitForFunction(() => globalThis.measured !== undefined, undefined, { timeout: 300_000 });
  });
  await page.close();
  return result;
}

function print(title, runs) {
  console.log(title);
  for (const what of Object.keys(runs[0])) {
    const times = runs.map((run) => run[what]).sort((a, b) => a - b);
    console.log(`  ${what}: ${Math.round(times[times.length >> 1])} ms (${times.map(Math.round).join(', ')})`);
  }
}

await closing(async (context) => {
  const server = await serve(context, '--memory');
  const pages = await site(context, { keeping: 'public, max-age=31536000, immutable', scripts: WASM ? WASM_SCRIPTS : "'self'" });
  const address = `${pages}bench?engine=${WASM ? 'wasm' : 'js'}&url=${encodeURIComponent(server.url)}`;
  const folder = await mkdtemp(join(tmpdir(), 'ankurah-open-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const { profile } = await browserProcess(context, folder);
  await visit(profile, address, async (page, go) => {
    await go();
    await page.evaluate((entities) => write(entities), ENTITIES);
    let filled;
    const work = await computed(page, async () => {
      filled = await during(page, 'subscribing and storing', () => page.evaluate((entities) => subscribe(entities), ENTITIES));
    });
    console.log(`${ENTITIES} entities subscribed and stored in ${Math.round(filled)} ms, of which the page's thread computed ${Math.round(work)}`);
    await page.evaluate((edits) => renew(edits), EDITS);
  });
  await server.stop();
  const runs = [];
  for (let run = 0; run < WITHOUT_CODE + VISITS; run++) {
    runs.push(
      await visit(profile, address, async (page, go) => {
        const work = await computed(page, go);
        return { ...(await page.evaluate(() => measured)), 'the thread of the page, navigation included': work };
      }),
    );
  }
  print('while the browser keeps no code yet', runs.slice(0, WITHOUT_CODE));
  print('afterwards', runs.slice(WITHOUT_CODE));
  if (process.argv.includes('--profile')) {
    await visit(profile, address, (page, go) => profiled(page, 'opening', go));
  }
});
