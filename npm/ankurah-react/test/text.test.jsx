import { element, shows } from './dom.mjs';
import { Ankurah, memory } from 'ankurah';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { serve, until } from '../../ankurah/test/support.mjs';
import { Album, AnkurahProvider, Field } from './components.jsx';

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
  const deadline = Date.now() + 60_000;
  while ((await db.following()) > 0) {
    assert.ok(Date.now() < deadline, 'something is still followed');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
