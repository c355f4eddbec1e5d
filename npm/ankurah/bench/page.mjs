const begun = performance.now();
const { Ankurah, indexedDB, memory, model, t } = await import('/dist/index.js');
await import('/dist/core.mjs');
const loaded = performance.now();

const Album = model('Album', { name: t.string, year: t.int, label: t.string });
const url = new URL(location.href).searchParams.get('url');
const options = { url, models: [Album], retryMillis: [50, 30_000] };
const db = new Ankurah({ ...options, storage: indexedDB('bench') });
const first = db.live(Album.where('year', '>', 1_000).orderBy('year', 'desc').limit(50));
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

/** Has another client write entities, then subscribes to them all. */
globalThis.fill = async (entities) => {
  const writer = new Ankurah({ ...options, storage: memory() });
  for (let from = 0; from < entities; from += 500) {
    await writer.transact((tx) => {
      for (let i = from; i < Math.min(entities, from + 500); i++) {
        tx.create(Album, { name: `the album number ${i}`, year: 1_001 + ((i * 7_919) % entities), label: `label ${i % 40}` });
      }
    }).accepted;
  }
  await writer.close();
  const start = performance.now();
  const all = db.live(Album.all());
  await all.whenLive();
  while (all.rows.length < entities) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await db.transact((tx) => tx.edit(Album, all.rows[0].id, { label: 'the end' })).accepted;
  return performance.now() - start;
};
