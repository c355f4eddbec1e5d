// Many windows, a slow network, and people who do not see or do not point.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { badge, browser, demo, folder, open, picture, rename, search, shows, slowly, somebody, PATIENCE } from './support.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function audit(page, what) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  assert.deepEqual(found, [], what);
}

test('ten windows of one browser follow each other', async (context) => {
  const { url } = await demo(context, folder(context));
  const chrome = await browser(context);
  const profile = await chrome.newContext();
  const windows = [];
  for (let i = 0; i < 10; i++) {
    windows.push(await open(profile, url));
  }
  await windows[0].bringToFront();
  await rename(windows[0], await windows[0].locator('.track .name').first().innerText(), '!! first of all');
  await Promise.all(windows.map((page) => shows(page, '!! first of all')));
  await windows[9].close();
  await rename(windows[4], '!! first of all', '!! still the first');
  await Promise.all(windows.slice(0, 9).map((page) => shows(page, '!! still the first')));
});

test('over a slow network the page comes, says that it is coming, and edits are shown at once', async (context) => {
  const { port } = await demo(context, folder(context));
  const url = await slowly(context, port, { millis: 300, bytesASecond: 150_000 });
  const chrome = await browser(context);
  const profile = await chrome.newContext();
  const page = await profile.newPage();
  await page.goto(url, PATIENCE);
  await page.locator('[role=status]').first().waitFor(PATIENCE);
  await page.locator('.track .open').first().waitFor(PATIENCE);
  await badge(page, 'Live');
  const first = await page.locator('.track .name').first().innerText();
  await rename(page, first, '!! shown at once');
  await shows(page, '!! shown at once');
  await badge(page, 'to send');
  await page.locator('.pending').waitFor({ ...PATIENCE, state: 'detached' });
});

test('the page can be used without a mouse', async (context) => {
  const { url } = await demo(context, folder(context));
  const page = await somebody(await browser(context), 'Ella', url);
  await page.keyboard.press('/');
  await page.keyboard.type('queen');
  await search(page, 'queen');
  await page.getByText('A Kind Of Magic', { exact: true }).waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  await page.locator('.track .open').first().focus();
  await page.keyboard.press('ArrowDown');
  const second = await page.locator('.track .name').nth(1).innerText();
  assert.equal(await page.evaluate(() => document.activeElement.querySelector('.name').textContent), second);
  await page.keyboard.press('F2');
  await page.keyboard.type('Named by keys');
  await page.keyboard.press('Enter');
  await shows(page, 'Named by keys');
  await page.locator('.track .open').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Record' }).getByRole('heading', { level: 2 }).waitFor(PATIENCE);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing to object to, in the ${colorScheme}`, async (context) => {
    const { url } = await demo(context, folder(context));
    const page = await somebody(await browser(context), 'Ella', url, '/', { colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
    await audit(page, 'the list');
    await search(page, 'queen');
    await page.locator('.track .open').first().click();
    await page.locator('.songs li').first().waitFor(PATIENCE);
    await audit(page, 'a record');
    await picture(page, `record-${colorScheme}`);
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('Nothing is called').waitFor(PATIENCE);
    await audit(page, 'nothing found');
    await picture(page, `nothing-${colorScheme}`);
    await page.setViewportSize({ width: 390, height: 800 });
    await picture(page, `narrow-${colorScheme}`);
    await audit(page, 'a narrow window');
  });
}
