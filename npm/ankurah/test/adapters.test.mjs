// Vue, Svelte and Solid, each as it is used. Run with --conditions=browser, for their builds for node do not react.
import { element, shows } from './dom.mjs';
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ankurah, memory, model, t } from '../dist/index.js';
import { serve } from './support.mjs';

const Album = model('Album', { name: t.string, year: t.int.default(0) });
const ends = [];
let url;
before(async () => {
  ({ url } = await serve({ after: (end) => ends.push(end) }, '--memory'));
});
after(() => Promise.all(ends.map((end) => end())));

async function client(context, first) {
  const db = new Ankurah({ url, models: [Album], storage: memory(), lingerMillis: 20 });
  context.after(() => db.close());
  const ids = await db.transact((tx) => [0, 1].map((i) => tx.create(Album, { name: `album ${i}`, year: first + i }))).accepted;
  const rename = (name) => db.transact((tx) => tx.edit(Album, ids[1], { name })).local;
  return { db, rename };
}

const since = (year) => Album.where('year', 'between', [year, year + 5]).orderBy('year');
const shown = ({ status, rows }) => `${status}: ${rows.map((album) => album.name).join(', ')}`;

async function nothingLeft(db) {
  const deadline = Date.now() + 60_000;
  while ((await db.following()) > 0) {
    assert.ok(Date.now() < deadline, 'something is still followed');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('Vue', async (context) => {
  const { createApp, h, ref } = await import('vue');
  const { useQuery, useSyncStatus } = await import('../dist/vue.js');
  const { db, rename } = await client(context, 100);
  const year = ref(100);
  const container = element();
  const app = createApp({
    setup() {
      const albums = useQuery(db, () => since(year.value));
      const status = useSyncStatus(db);
      return () => h('p', `${status.value.state} ${shown(albums.value)}`);
    },
  });
  app.mount(container);
  await shows(container, 'connected live: album 0, album 1');
  await rename('renamed');
  await shows(container, 'connected live: album 0, renamed');
  year.value = 101;
  await shows(container, 'connected live: renamed');
  app.unmount();
  await nothingLeft(db);
});

test('Svelte', async (context) => {
  const { compile } = await import('svelte/compiler');
  const { mount, unmount } = await import('svelte');
  const { query, syncStatus } = await import('../dist/svelte.js');
  const { db, rename } = await client(context, 200);
  const source = `<script>
    let { albums, status, shown } = $props();
  </script>
  <p>{$status.state} {shown($albums)}</p>`;
  const file = fileURLToPath(new URL(`svelte-${process.pid}.mjs`, import.meta.url));
  await writeFile(file, compile(source, { generate: 'client', name: 'Albums' }).js.code);
  context.after(() => rm(file));
  const { default: Albums } = await import(file);
  const container = element();
  const mounted = mount(Albums, { target: container, props: { albums: query(db, since(200)), status: syncStatus(db), shown } });
  await shows(container, 'connected live: album 0, album 1');
  await rename('renamed');
  await shows(container, 'connected live: album 0, renamed');
  await unmount(mounted);
  await nothingLeft(db);
});

test('Solid', async (context) => {
  const { createEffect, createSignal } = await import('solid-js');
  const { render } = await import('solid-js/web');
  const { createQuery, createSyncStatus } = await import('../dist/solid.js');
  const { db, rename } = await client(context, 300);
  const [year, setYear] = createSignal(300);
  const container = element();
  const dispose = render(() => {
    const albums = createQuery(db, () => since(year()));
    const status = createSyncStatus(db);
    const line = document.createElement('p');
    createEffect(() => {
      line.textContent = `${status().state} ${shown(albums())}`;
    });
    return line;
  }, container);
  await shows(container, 'connected live: album 0, album 1');
  await rename('renamed');
  await shows(container, 'connected live: album 0, renamed');
  setYear(301);
  await shows(container, 'connected live: renamed');
  dispose();
  await nothingLeft(db);
});
