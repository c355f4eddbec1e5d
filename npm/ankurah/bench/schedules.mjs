// Runs schedules of two browsers, two Java clients and a server that is killed, one for each seed.
//   ANKURAH_JAVA=... ANKURAH_CLASSPATH=... node bench/schedules.mjs [seeds] [first] [steps]
// (the two variables as in test/support.mjs, with the test classes of npm). Ends with an error if one fails.
import { closing } from '../test/closing.mjs';
import { browser, site } from '../test/pages.mjs';
import { schedule } from '../test/schedules.mjs';

const [seeds, first, steps] = [2, 3, 4].map((at, i) => Number(process.argv[at] ?? [30, 1, 40][i]));
let failures = 0;
for (let seed = first; seed < first + seeds; seed++) {
  await closing(async (context) => {
    const [address, chrome] = [await site(context), await browser(context)];
    console.log(`seed ${seed}:`, JSON.stringify(await schedule(context, chrome, address, seed, steps)));
  }).catch((error) => {
    failures++;
    console.log(`seed ${seed} FAILED: ${error.message}`);
  });
}
console.log(`${seeds - failures} of ${seeds} schedules converged`);
process.exitCode = failures === 0 ? 0 : 1;
