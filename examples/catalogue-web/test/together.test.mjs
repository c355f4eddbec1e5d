// Two people with browsers of their own, and a Java client, on one list and one text.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ankurah, badge, browser, demo, file, folder, picture, rename, search, shows, somebody, unexpected, PATIENCE } from './support.mjs';

const shared = file();
const data = folder(shared);
let server;
let chrome;
before(async () => {
  [server, chrome] = await Promise.all([demo(shared, data), browser(shared)]);
});

const NOTES = '.notes .cm-content';
const text = (page, part) => page.locator(NOTES, { hasText: part }).waitFor(PATIENCE);

async function write(page, words) {
  await page.locator(NOTES).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}

test('two browsers and a Java client edit one list and one text, and see where the other writes', async () => {
  const { url, ws } = server;
  const [ella, miles] = await Promise.all([somebody(chrome, 'Ella', url, '/#album-185'), somebody(chrome, 'Miles', url, '/#album-185')]);
  await Promise.all([ella, miles].map((page) => search(page, 'Queen')));

  await rename(ella, 'Bohemian Rhapsody', 'Bohemian Rhapsody, live');
  await shows(miles, 'Bohemian Rhapsody, live');
  const [row] = (await ankurah('query', "Name = 'Bohemian Rhapsody, live'", '--collection', 'track', '--server', ws)).split('\n');
  await ankurah('edit', JSON.parse(row).id, '{"Name": "Bohemian Rhapsody, from Java"}', '--server', ws);
  await Promise.all([ella, miles].map((page) => shows(page, 'Bohemian Rhapsody, from Java')));

  await write(ella, 'Recorded in six studios. ');
  await text(miles, 'Recorded in six studios.');
  await write(miles, 'Three weeks for one song.');
  await text(ella, 'Recorded in six studios. Three weeks for one song.');
  await ella.locator('.cm-ySelectionInfo', { hasText: 'Miles' }).waitFor({ ...PATIENCE, state: 'attached' });
  await miles.locator('.cm-ySelectionInfo', { hasText: 'Ella' }).waitFor({ ...PATIENCE, state: 'attached' });
  await ella.locator('.person', { hasText: 'Miles' }).waitFor(PATIENCE);
  const album = await ankurah('query', 'AlbumId = 185', '--collection', 'album', '--server', ws);
  assert.match(album, /Recorded in six studios\. Three weeks for one song\./);
  await picture(ella, 'together');

  await miles.close();
  await ella.locator('.person', { hasText: 'Miles' }).waitFor({ ...PATIENCE, state: 'detached' });
  assert.deepEqual(unexpected(ella), []);
});

test('what one did can be undone by him, and what the other did stays', async () => {
  const { url } = server;
  const [ella, miles] = await Promise.all([somebody(chrome, 'Ella', url), somebody(chrome, 'Miles', url)]);
  await Promise.all([ella, miles].map((page) => search(page, 'Queen')));
  await rename(ella, 'Bicycle Race', 'Bicycle Race, one');
  await shows(miles, 'Bicycle Race, one');
  await rename(miles, 'Flash', 'Flash, two');
  await shows(ella, 'Flash, two');
  await ella.getByRole('button', { name: 'Undo' }).click();
  await Promise.all([ella, miles].map((page) => page.locator('.track .name', { hasText: /^Bicycle Race$/ }).waitFor(PATIENCE)));
  await shows(ella, 'Flash, two');
});

test('a server that is killed loses nothing, and neither does a page that is reloaded meanwhile', async () => {
  const first = server;
  const [ella, miles] = await Promise.all([somebody(chrome, 'Ella', first.url), somebody(chrome, 'Miles', first.url)]);
  await Promise.all([ella, miles].map((page) => search(page, 'Queen')));
  await ella.waitForFunction(() => document.documentElement.dataset.kept === 'true', null, PATIENCE);

  await first.kill();
  await Promise.all([ella, miles].map((page) => badge(page, 'Offline')));
  await rename(ella, 'Breakthru', 'Breakthru, written offline');
  await badge(ella, '1 change to send');
  await ella.reload(PATIENCE);
  await search(ella, 'Breakthru');
  await shows(ella, 'Breakthru, written offline');
  await badge(ella, '1 change to send');
  await picture(ella, 'offline');

  server = await demo(shared, data, first.port);
  await Promise.all([ella, miles].map((page) => badge(page, 'Live')));
  await shows(miles, 'Breakthru, written offline');
  await ella.locator('.pending').waitFor({ ...PATIENCE, state: 'detached' });
  assert.deepEqual(unexpected(miles), []);
});
