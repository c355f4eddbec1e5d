import { Ankurah, indexedDB, model, t } from '/dist/index.js';

const Item = model('Item', { name: t.string, done: t.boolean.default(false), size: t.int.default(0), plays: t.counter });
const asked = new URL(location.href).searchParams;
const db = new Ankurah({
  url: asked.get('url'),
  ...(asked.get('engine') === 'wasm' && { engine: (await import('/dist/wasm.js')).wasm() }),
  models: [Item],
  storage: indexedDB('app'),
  retryMillis: [50, 200],
});
const items = db.live(Item.orderBy('name').limit(1_000));

function showRows() {
  document.querySelector('ul').replaceChildren(
    ...items.rows.map((item) => {
      const row = document.createElement('li');
      row.textContent = item.name;
      return row;
    }),
  );
}

function showStatus() {
  const { state, pending, error } = db.status;
  document.querySelector('#status').textContent =
    `${state} ${pending}` + (state === 'closed' && error ? ` ${error.code}` : '');
}

items.subscribe(showRows);
db.onStatus(showStatus);
showStatus();
await db.ready.catch(() => {});

globalThis.app = {
  db,
  add: (name, stage = 'local') => db.transact((tx) => void tx.create(Item, { name }))[stage],
  rename: (from, to) =>
    db.transact((tx) => {
      const [item] = tx.list(Item.where('name', '=', from));
      tx.edit(Item, item.id, { name: to });
    }).local,
  /** Writes rows over and over, and tells the sum of their sizes. */
  async fill(rounds, rows) {
    const live = await db.live(Item.where('size', '>', 0)).whenOpen();
    let size = 0;
    for (let round = 0; round < rounds; round++) {
      await db.transact((tx) => {
        for (let i = 0; i < rows; i++) {
          tx.create(Item, { name: `${round} ${i} ${'x'.repeat(i)}`, size: ++size });
        }
        for (const item of round % 3 === 2 ? tx.list(Item.where('size', 'between', [1, 40])) : []) {
          tx.edit(Item, item.id, { size: item.size + 100_000 });
        }
      }).local;
    }
    return live.rows.reduce((sum, item) => sum + item.size, 0);
  },
  async sum() {
    const live = await db.live(Item.where('size', '>', 0)).whenOpen();
    return live.rows.reduce((sum, item) => sum + item.size, 0);
  },
  /** Writes one transaction after the other for good, and says how many are stored. */
  async pour(rows) {
    for (let round = 1; ; round++) {
      await db.transact((tx) => {
        for (let i = 0; i < rows; i++) {
          tx.create(Item, { name: `${round} ${'x'.repeat(100)}`, size: round });
        }
      }).local;
      await stored(round);
    }
  },
  /** How many rows each of these transactions has. */
  async rounds() {
    const live = await db.live(Item.where('size', '>', 0)).whenOpen();
    const counts = new Map();
    live.rows.forEach(({ size }) => counts.set(size, (counts.get(size) ?? 0) + 1));
    return [...counts.values()];
  },
  /** What lies on the disk. */
  stored: () =>
    new Promise((resolve, reject) => {
      const request = globalThis.indexedDB.open('ankurah/app');
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const count = request.result.transaction('records').objectStore('records').count();
        count.onsuccess = () => {
          request.result.close();
          resolve({ records: count.result });
        };
      };
    }),
  count: (name, stage = 'local') => db.transact((tx) => tx.create(Item, { name }))[stage],
  /** How often {@link addTimes} has counted. */
  times: 0,
  /** Counts one after the other. */
  async addTimes(id, times) {
    for (let i = 0; i < times; i++) {
      await db.transact((tx) => tx.edit(Item, id, { plays: { add: 1 } })).local;
      app.times++;
    }
  },
  /** Each row's name and count, in the order of names. */
  rows: () => items.rows.map(({ name, plays }) => `${name} ${plays}`).sort().join(),
  /** Turns pages, reads a history, and undoes. */
  async look() {
    const undo = db.undoManager();
    await undo.whenReady();
    const id = await app.count('looked at', 'accepted');
    await db.transact((tx) => tx.edit(Item, id, { name: 'seen' })).accepted;
    const first = await db.page(Item.where('name', '>', '').orderBy('name').limit(1));
    const second = await db.page(Item.where('name', '>', '').orderBy('name').limit(1), { after: first.next });
    const events = await db.history(Item, id);
    await undo.undo();
    const { name } = await db.get(Item, id);
    const { canUndo, canRedo } = undo.state;
    undo.close();
    return [...first.rows, ...second.rows].map((row) => row.name).concat(events.length, name, canUndo, canRedo).join();
  },
  counted: () => items.rows.reduce((sum, item) => sum + item.plays, 0),
  /** Writes as a leader that has slept while another tab took the lead, and then hears that it lost the lock. */
  async writeBehindTheLock() {
    const database = await new Promise((resolve) => {
      const request = globalThis.indexedDB.open('ankurah/app');
      request.onsuccess = () => resolve(request.result);
    });
    await new Promise((resolve) => {
      const transaction = database.transaction('leader', 'readwrite');
      const epoch = transaction.objectStore('leader').get('epoch');
      epoch.onsuccess = () => transaction.objectStore('leader').put(epoch.result + 1, 'epoch');
      transaction.oncomplete = resolve;
    });
    database.close();
    const error = await app.add('never').catch((error) => error);
    await navigator.locks.request('ankurah/app', { steal: true }, () => {});
    return `${error.code} ${error.category}`;
  },
  /** Writes until the disk is full, and tells the error. */
  async fillUp() {
    try {
      for (let i = 0; i < 200; i++) {
        await db.transact((tx) => void tx.create(Item, { name: `zz ${i} ${crypto.randomUUID().repeat(10_000)}` })).local;
      }
      return 'there was room for all';
    } catch (error) {
      return `${error.code} ${error.category}`;
    }
  },
};
