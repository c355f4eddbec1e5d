// A few seeds of the schedules; bench/schedules.mjs runs more.
import { test } from 'node:test';
import { browser, site } from './pages.mjs';
import { schedule } from './schedules.mjs';

test('two browsers, two Java clients and a server that is killed come to show the same, and lose nothing', async (context) => {
  const [address, chrome] = [await site(context), await browser(context)];
  for (const seed of [1, 2]) {
    console.log(`seed ${seed}`, await schedule(context, chrome, address, seed, 12));
  }
});
