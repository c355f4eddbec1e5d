// When the last frame of the server arrived.
globalThis.WebSocket = class extends WebSocket {
  constructor(...to) {
    super(...to);
    this.addEventListener('message', () => (globalThis.arrived = performance.now()));
  }
};
const begun = performance.now();
const { Ankurah, indexedDB, memory, model, t } = await import('/dist/index.js');

const Album = model('Album', { name: t.string, year: t.int, label: t.string });
const asked = new URL(location.href).searchParams;
const url = asked.get('url');
const engine = asked.get('engine') === 'wasm' ? (await import('/dist/wasm.js')).wasm() : { load: () => import('/dist/core.mjs') };
const options = { url, engine, models: [Album], retryMillis: [50, 30_000] };
// As programs do it: what is stored is read while the engine loads.
const db = new Ankurah({ ...options, storage: indexedDB('bench') });
const first = db.live(Album.where('year', '>', 1_000).orderBy('year', 'desc').limit(50));
await engine.load();
const loaded = performance.now();

await first.whenOpen();
const list = document.querySelector('ul');
list.replaceChildren(
  ...first.rows.map((album) => Object.assign(document.createElement('li'), { textContent: `${album.year} ${album.name}` })),
);
list.getBoundingClientRect();
const shown = performance.now();

globalThis.measured = {
  'module loaded, from its import': loaded - begun,
  'rows visible, from the module being ready': shown - loaded,
  'rows visible, from navigation': shown,
  rows: first.rows.length,
};

/** Has another client write entities. */
globalThis.write = async (entities) => {
  const writer = new Ankurah({ ...options, storage: memory() });
  for (let from = 0; from < entities; from += 500) {
    await writer.transact((tx) => {
      for (let i = from; i < Math.min(entities, from + 500); i++) {
        tx.create(Album, { name: `the album number ${i}`, year: 1_001 + ((i * 7_919) % entities), label: `label ${i % 40}` });
      }
    }).accepted;
  }
  await writer.close();
};

/** Subscribes to them all, until they are stored. */
globalThis.subscribe = async (entities) => {
  const start = performance.now();
  const all = db.live(Album.all());
  await all.whenLive();
  while (all.rows.length < entities) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await db.transact((tx) => tx.edit(Album, all.rows[0].id, { label: 'the end' })).accepted;
  return performance.now() - start;
};

/** Edits as many rows, one transaction each, until all that is confirmed. */
globalThis.renew = async (edits) => {
  const { rows } = await db.live(Album.all()).whenOpen();
  for (let i = 0; i < edits; i++) {
    await db.transact((tx) => tx.edit(Album, rows[i % rows.length].id, { label: `the end ${i}` })).accepted;
  }
  while (db.status.pending > 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Shows a list of so many rows, and tells how long after its arrival each change is in it. */
globalThis.follow = async (rows) => {
  const live = await db.live(Album.where('year', '>', 1_000).orderBy('year').limit(rows)).whenLive();
  const shown = new Map();
  const show = () => {
    const seen = new Set();
    live.rows.forEach((album, at) => {
      let row = shown.get(album.id);
      if (row === undefined) {
        row = { album: undefined, element: document.createElement('li') };
        shown.set(album.id, row);
      }
      if (row.album !== album) {
        row.album = album;
        row.element.textContent = `${album.year} ${album.name} ${album.label}`;
      }
      if (list.children[at] !== row.element) {
        list.insertBefore(row.element, list.children[at] ?? null);
      }
      seen.add(album.id);
    });
    shown.forEach(({ element }, id) => !seen.has(id) && (element.remove(), shown.delete(id)));
  };
  list.replaceChildren();
  show();
  globalThis.times = { told: [], shown: [] };
  live.subscribe(() => {
    const told = performance.now();
    show();
    list.getBoundingClientRect();
    times.told.push(told - arrived);
    times.shown.push(performance.now() - arrived);
  });
  return live.rows.map(({ id }) => id);
};

/** Edits rows one after the other, as another client. */
globalThis.edit = async (ids, times) => {
  for (let i = 0; i < times; i++) {
    const change = i % 2 === 0 ? { label: `edit ${i}` } : { year: 1_001 + ((i * 7_919) % ids.length) };
    await db.transact(async (tx) => {
      const id = ids[(i * 31) % ids.length];
      await tx.load(Album, id);
      tx.edit(Album, id, change);
    }).accepted;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
