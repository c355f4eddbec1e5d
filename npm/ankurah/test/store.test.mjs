// The store in IndexedDB against the transcript of another: the same writes must show the same, also after it was opened again.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browser, site } from './pages.mjs';

const { ANKURAH_STORE: expected, ANKURAH_BROWSER_BUILD: build } = process.env;

test('what IndexedDB holds is what any store holds after the same writes', async (context) => {
  const [address, chrome] = [await site(context, { folders: { conformance: build } }), await browser(context)];
  const page = await chrome.newPage();
  await page.goto(`${address}?url=ws://127.0.0.1:9`);
  const answer = await page.evaluate(async () => {
    const [{ store }, { indexedDB }] = await Promise.all([import('/conformance/ankurah.mjs'), import('/dist/index.js')]);
    return store({ open: () => indexedDB('conformance').open() });
  });
  assert.equal(answer, await readFile(expected, 'utf8'));
});
