// Many windows, a slow network, and people who do not see or do not point.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { badge, browser, demo, file, folder, listed, open, picture, rename, rowOf, search, shows, slowly, somebody, PATIENCE } from './support.mjs';

const shared = file();
let server;
let chrome;
before(async () => {
  [server, chrome] = await Promise.all([demo(shared, folder(shared)), browser(shared)]);
});

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function audit(page, what) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  assert.deepEqual(found, [], what);
}

test('ten windows of one browser follow each other', async () => {
  const { url } = server;
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
  const url = await slowly(context, server.port, { millis: 300, bytesASecond: 150_000 });
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

test('the page can be used without a mouse', async () => {
  const page = await somebody(chrome, 'Ella', server.url);
  await page.keyboard.press('/');
  await page.keyboard.type('queen');
  await search(page, 'queen');
  await page.locator('.track .name', { hasText: 'A Kind Of Magic' }).waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  await listed(page, '');
  await page.locator('.track .open').first().focus();
  await page.keyboard.press('ArrowDown');
  const second = await page.locator('.track .name').nth(1).innerText();
  assert.equal(await page.evaluate(() => document.activeElement.querySelector('.name').textContent), second);
  await page.keyboard.press('F2');
  await page.keyboard.type('! Named by keys');
  await page.keyboard.press('Enter');
  await shows(page, 'Named by keys');
  await page.locator('.track .open').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Record' }).getByRole('heading', { level: 2 }).waitFor(PATIENCE);
});

test('what is being written is kept when somebody else moves its row out of the list', async () => {
  const [writer, mover] = [await somebody(chrome, 'Ella', server.url), await somebody(chrome, 'Nina', server.url)];
  const name = await writer.locator('.track .name').nth(2).innerText();
  await rowOf(writer, name).locator('.open').dblclick();
  await writer.getByRole('textbox', { name: 'Name of the track' }).fill('!! written when it went');
  await rename(mover, name, 'zzz moved to the end');
  await shows(writer, '!! written when it went');
  await shows(mover, '!! written when it went');
});

test('who opens a name and writes nothing does not take back what somebody else writes meanwhile', async () => {
  const [reader, writer] = [await somebody(chrome, 'Ella', server.url), await somebody(chrome, 'Nina', server.url)];
  const name = await reader.locator('.track .name').nth(2).innerText();
  await rowOf(reader, name).locator('.open').dblclick();
  await reader.getByRole('textbox', { name: 'Name of the track' }).waitFor(PATIENCE);
  await rename(writer, name, '!! written meanwhile');
  await reader.getByRole('button', { name: 'Edit the name of !! written meanwhile' }).waitFor(PATIENCE);
  await reader.getByRole('searchbox').focus();
  await rename(reader, await reader.locator('.track .name').nth(4).innerText(), '!! written afterwards');
  await shows(writer, '!! written afterwards');
  assert.equal(await rowOf(writer, '!! written meanwhile').count(), 1);
});

test('nobody is told that there is nothing before that is known', async () => {
  const page = await somebody(chrome, 'Ella', server.url);
  await page.evaluate(() => {
    window.wasToldNothing = false;
    new MutationObserver(() => (window.wasToldNothing ||= document.body.innerText.includes('Nothing is'))).observe(document.body, {
      childList: true,
      subtree: true,
    });
  });
  for (const name of ['No Such Thing', 'Bohemian Rhapsody', 'Enter Sandman']) {
    await search(page, name);
    await shows(page, name);
  }
  assert.equal(await page.evaluate(() => window.wasToldNothing), false);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing to object to, in the ${colorScheme}`, async () => {
    const page = await somebody(chrome, 'Ella', server.url, '/', { colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
    await audit(page, 'the list');
    await search(page, 'queen');
    await page.locator('.track .open').first().click();
    await page.locator('.songs li').first().waitFor(PATIENCE);
    await audit(page, 'a record');
    await picture(page, `record-${colorScheme}`);
    await page.getByRole('searchbox').fill('no song is called so');
    await page.getByText('Nothing is called').waitFor(PATIENCE);
    await audit(page, 'nothing found');
    await picture(page, `nothing-${colorScheme}`);
    await page.setViewportSize({ width: 390, height: 800 });
    await picture(page, `narrow-${colorScheme}`);
    await audit(page, 'a narrow window');
  });
}

test('the inspector shows data as data, and draws what happened to an entity', async () => {
  const hostile = '<img src=x onerror=alert(1)><b>bold</b>';
  const page = await somebody(chrome, 'Ella', server.url);
  const id = await page.locator('.track').first().getAttribute('data-id');
  await rename(page, await page.locator('.track .name').first().innerText(), hostile);
  await page.locator('.track .name', { hasText: hostile }).waitFor(PATIENCE);
  await page.locator('.pending').waitFor({ ...PATIENCE, state: 'detached' });

  for (const colorScheme of ['light', 'dark']) {
    const profile = await chrome.newContext({ viewport: { width: 1280, height: 800 }, colorScheme, bypassCSP: true });
    const inspector = await profile.newPage();
    const alerts = [];
    inspector.on('dialog', (dialog) => alerts.push(dialog.message()));
    await inspector.goto(`${server.url}/inspect#log`, PATIENCE);
    await inspector.getByText(hostile).first().waitFor(PATIENCE);
    await inspector.goto(`${server.url}/inspect#entity/${id}`, PATIENCE);
    await inspector.locator('.event').nth(1).click(PATIENCE);
    await inspector.getByText(hostile).first().waitFor(PATIENCE);
    assert.ok((await inspector.locator('.edge').count()) > 0);
    await audit(inspector, `an entity, ${colorScheme}`);
    await picture(inspector, `inspect-entity-${colorScheme}`);
    await inspector.goto(`${server.url}/inspect#queries`, PATIENCE);
    await inspector.getByText('ORDER BY Name LIMIT 40', { exact: true }).waitFor(PATIENCE);
    await audit(inspector, `live queries, ${colorScheme}`);
    await picture(inspector, `inspect-queries-${colorScheme}`);
    assert.equal(await inspector.locator('img, b').count(), 0);
    assert.deepEqual(alerts, []);
    await profile.close();
  }
});
