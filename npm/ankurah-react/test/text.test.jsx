import { element, shows } from './dom.mjs';
import { Ankurah, memory } from 'ankurah';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { serve, until } from '../../ankurah/test/support.mjs';
import { Album, AnkurahProvider, Field, Rich } from './components.jsx';

/** The one that the client has: another copy of Yjs would not know its documents. */
const { XmlElement, XmlText } = await import(new URL('../../../ankurah/node_modules/yjs/dist/yjs.mjs', import.meta.url));

const ends = [];
let url;
before(async () => {
  ({ url } = await serve({ after: (end) => ends.push(end) }, '--memory'));
});
after(() => Promise.all(ends.map((end) => end())));

test('a field and an editor write in one text, and leave nothing behind', async (context) => {
  const db = new Ankurah({ url, models: [Album], storage: memory(), lingerMillis: 50 });
  context.after(() => db.close());
  const id = await db.transact((tx) => tx.create(Album, { name: 'Symmetry' })).accepted;
  const container = element();
  const root = createRoot(container);
  let shown;
  root.render(
    <StrictMode>
      <AnkurahProvider db={db}>
        <Field id={id} take={(given) => (shown = given)} />
        <Field id={id} take={() => {}} />
      </AnkurahProvider>
    </StrictMode>,
  );
  await shows(container, 'SymmetrySymmetry');
  assert.equal(await db.following(), 1);
  shown.setValue('Origin of Symmetry');
  await shows(container, 'Origin of SymmetryOrigin of Symmetry');
  shown.text.insert(18, '!');
  await shows(container, 'Origin of Symmetry!Origin of Symmetry!');
  const live = await db.live(Album.byId(id)).whenLive();
  await until('the commit', live.subscribe, () => live.rows[0].name === 'Origin of Symmetry!');
  live.close();
  root.unmount();
  await nothingIsFollowed(db);
});

test('an editor of rich text has a fragment, is not rendered for what is written in it, and leaves nothing behind', async (context) => {
  const db = new Ankurah({ url, models: [Album], storage: memory(), lingerMillis: 50 });
  context.after(() => db.close());
  const id = await db.transact((tx) => tx.create(Album, { name: '' })).accepted;
  const container = element();
  const root = createRoot(container);
  const taken = [];
  root.render(
    <StrictMode>
      <AnkurahProvider db={db}>
        <Rich id={id} take={(given) => taken.push(given)} />
      </AnkurahProvider>
    </StrictMode>,
  );
  await shows(container, 'open');
  const { fragment, error } = taken.at(-1);
  assert.equal(error, null);
  const rendered = taken.length;
  const paragraph = new XmlElement('paragraph');
  paragraph.insert(0, [new XmlText('Symmetry')]);
  fragment.insert(0, [paragraph]);
  const live = await db.live(Album.byId(id)).whenLive();
  await until('the commit', live.subscribe, () => live.rows[0].name === 'Symmetry');
  live.close();
  assert.equal(taken.length, rendered);
  root.unmount();
  await nothingIsFollowed(db);
});

async function nothingIsFollowed(db) {
  const deadline = Date.now() + 60_000;
  while ((await db.following()) > 0) {
    assert.ok(Date.now() < deadline, 'something is still followed');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
