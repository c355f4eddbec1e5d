import { element, shows } from './dom.mjs';
import { Ankurah, memory } from 'ankurah';
import { signal } from 'ankurah/signals';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { StrictMode, Suspense, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { serve } from '../../ankurah/test/support.mjs';
import {
  Album,
  Albums,
  AnkurahProvider,
  Both,
  Boundary,
  Broken,
  Client,
  counts,
  Paged,
  Search,
  Status,
  SuspendingBroken,
  Value,
  Waiting,
  Whole,
} from './components.jsx';

const ends = [];
let url;
before(async () => {
  ({ url } = await serve({ after: (end) => ends.push(end) }, '--memory'));
});
after(() => Promise.all(ends.map((end) => end())));

/** A client that sees only what it wrote: each test has years of its own. */
function client(context, options = {}) {
  const db = new Ankurah({ url, models: [Album], storage: memory(), lingerMillis: 200, ...options });
  context.after(() => db.close());
  return db;
}

function mounted(context, db, child, Mode = StrictMode) {
  const container = element();
  const root = createRoot(container);
  const render = (what) =>
    root.render(
      <Mode>
        <AnkurahProvider db={db}>{what}</AnkurahProvider>
      </Mode>,
    );
  render(child);
  let gone = false;
  const unmount = () => {
    if (!gone) {
      gone = true;
      root.unmount();
    }
  };
  context.after(unmount);
  return { container, render, unmount };
}

const add = (db, ...albums) => db.transact((tx) => albums.map(([name, year]) => tx.create(Album, { name, year }))).accepted;

/** Waits until the engine follows so many queries. */
async function following(db, expected) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const now = await db.following();
    if (now === expected) {
      return;
    }
    assert.ok(Date.now() < deadline, `the engine follows ${now} queries and should follow ${expected}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a list follows its query, which is built anew in each render', async (context) => {
  const db = client(context);
  const [first] = await add(db, ['one', 3001], ['two', 3002]);
  const { container, render } = mounted(context, db, <Albums since={3001} />);
  await shows(container, 'live: one, two');
  await following(db, 1);
  await db.transact((tx) => tx.edit(Album, first, { name: 'first' })).local;
  await shows(container, 'live: first, two');
  render(<Albums since={3002} />);
  await shows(container, 'live: two');
  await following(db, 1);
});

test('what is unmounted, and what two components share, leaves nothing behind', async (context) => {
  const db = client(context);
  await add(db, ['one', 3101]);
  await following(db, 0);
  const pair = (
    <>
      <Albums since={3100} />
      <Albums since={3100} />
    </>
  );
  const { container, render, unmount } = mounted(context, db, pair);
  await shows(container, 'live: onelive: one');
  await following(db, 1);
  for (let i = 0; i < 5; i++) {
    render(<Albums key={i} since={3100} />);
    await shows(container, 'live: one');
  }
  await following(db, 1);
  unmount();
  await following(db, 0);
});

test('who comes back while a query lingers finds its rows there at once', async (context) => {
  const db = client(context, { lingerMillis: 600_000 });
  await add(db, ['one', 3201]);
  const { container, render } = mounted(context, db, <Albums since={3200} />);
  await shows(container, 'live: one');
  render(null);
  await shows(container, '');
  const seen = [];
  const observer = new window.MutationObserver(() =>
    seen.push(`${container.querySelector('p').dataset.status}: ${container.textContent}`),
  );
  observer.observe(container, { childList: true, subtree: true, characterData: true });
  render(<Albums since={3200} />);
  await shows(container, 'live: one');
  observer.disconnect();
  assert.deepEqual(seen.filter((text) => text.startsWith('opening')), []);
  await following(db, 1);
});

test('a component is rendered again for the property it shows, and for no other', async (context) => {
  const db = client(context);
  const [id] = await add(db, ['one', 3301]);
  const { container, render } = mounted(context, db, <Both id={id} />);
  await shows(container, 'one 3301');
  const [names, years] = [counts.name, counts.year];
  await db.transact((tx) => tx.edit(Album, id, { year: 3302 })).local;
  await shows(container, 'one 3302');
  assert.equal(counts.name, names);
  assert.ok(counts.year > years);
  const before = counts.year;
  await db.transact((tx) => tx.edit(Album, id, { name: [{ insert: [0, 'the '] }], label: 'Taste' })).local;
  await shows(container, 'the one 3302');
  assert.equal(counts.year, before, 'a list with the same members is the same');
  render(<Whole id={id} />);
  await shows(container, 'the one 3302');
  await db.transact((tx) => tx.delete(id)).local;
  await shows(container, 'nobody');
});

test('more is loaded by pages', async (context) => {
  const db = client(context);
  await add(db, ['a', 1], ['b', 2], ['c', 3], ['d', 4], ['e', 5]);
  let more;
  const { container } = mounted(context, db, <Paged size={2} handle={(loadMore) => (more = loadMore)} />);
  await shows(container, '1 2 ...');
  more();
  await shows(container, '1 2 3 4 ...');
  more(4);
  await shows(container, '1 2 3 4 5');
});

test('a suspended component comes when its rows do, and leaves nothing behind', async (context) => {
  const db = client(context);
  const [id] = await add(db, ['one', 3401]);
  const { container, render, unmount } = mounted(context, db, <Waiting since={3400} />);
  await shows(container, 'one moment');
  await shows(container, 'one');
  await db.transact((tx) => tx.edit(Album, id, { name: 'another' })).local;
  await shows(container, 'another');
  render(<Waiting id={id} />);
  await shows(container, 'another');
  unmount();
  await following(db, 0);
});

test('a component that is gone before its rows came leaves nothing behind', async (context) => {
  const db = client(context);
  const { container, unmount } = mounted(context, db, <Waiting since={3500} />);
  await shows(container, 'one moment');
  unmount();
  await db.ready;
  await following(db, 0);
});

test('a search that is deferred shows the rows of the last one', async (context) => {
  const db = client(context);
  await add(db, ['x', 3601], ['y', 3602], ['z', 3603]);
  let search;
  const { container, unmount } = mounted(context, db, <Search first={3601} keepPrevious handle={(set) => (search = set)} />);
  await shows(container, 'x, y, z');
  const seen = [];
  const observer = new window.MutationObserver(() => seen.push(container.textContent));
  observer.observe(container, { childList: true, subtree: true, characterData: true });
  [3602, 3601, 3603].forEach((since) => startTransition(() => search(since)));
  await shows(container, 'z');
  observer.disconnect();
  // What is known here before the server has answered may be nothing; before that is known, the rows of before are shown.
  assert.ok(!seen.includes('opening: '), `never an empty list: ${JSON.stringify(seen)}`);
  unmount();
  await following(db, 0);
});

test('errors are shown, or thrown to a boundary', async (context) => {
  const db = client(context);
  const { container, render } = mounted(context, db, <Broken />);
  await shows(container, 'query.syntax');
  const complain = console.error;
  console.error = () => {};
  context.after(() => (console.error = complain));
  render(
    <Boundary>
      <Suspense fallback="...">
        <SuspendingBroken />
      </Suspense>
    </Boundary>,
  );
  await shows(container, 'caught query.syntax');
});

test('the status of the client, a signal and the client itself', async (context) => {
  const db = client(context);
  const number = signal(1);
  let taken;
  const { container, render } = mounted(context, db, <Status />);
  await shows(container, 'connected 0');
  render(<Value signal={number} />);
  await shows(container, '1');
  number.set(2);
  await shows(container, '2');
  render(<Client take={(given) => (taken = given)} />);
  await shows(container, 'taken');
  assert.equal(taken, db);
});
