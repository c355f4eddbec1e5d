// Has a browser compile at once what an opening page calls: node rehearse.mjs ENGINE. Needs a server of this build, so it takes the
// variables that test/support.mjs takes.
//
// A browser compiles a function when it is called first, one after the other on the page's thread; and of the code that it keeps for
// the next visit it leaves out what was not called while the script was being loaded, which is all of this. A function in
// parentheses it compiles with the script, beside the page's thread, and keeps. So a client is opened here over what another one has
// stored, and the functions that this calls are put into parentheses.
import { parse } from 'acorn';
import { readFile, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { closing } from './test/closing.mjs';

const ROWS = 200;
const SHOWN = 50;
const DEADLINE_MILLIS = 60_000;

/** Keeps records in memory, as they come. */
function disk(records) {
  return {
    load: async () => [...records].flat(),
    write: async (keys, contents, deleted) => {
      keys.forEach((key, i) => records.set(key, contents[i]));
      deleted.forEach((key) => records.delete(key));
      return null;
    },
    name: () => 'the rehearsal',
    close: () => {},
  };
}

async function client(folder, url, records) {
  const { Ankurah, model, t } = await import(pathToFileURL(join(folder, 'index.js')).href);
  const Album = model('Album', { name: t.string, year: t.int, label: t.string });
  const db = new Ankurah({ url, models: [Album], storage: { open: async () => disk(records) } });
  return { db, Album };
}

const newest = (Album) => Album.where('year', '>', 1_000).orderBy('year', 'desc').limit(SHOWN);

/** What is stored by a client that follows two queries. */
async function filled(folder, url) {
  const records = new Map();
  const { db, Album } = await client(folder, url, records);
  const [all, first] = [db.live(Album.all()), db.live(newest(Album))];
  for (let i = 0; i < ROWS; i++) {
    await db.transact((tx) => tx.create(Album, { name: `album ${i}`, year: 1_001 + i, label: `label ${i % 7}` })).accepted;
  }
  await Promise.all([all.whenLive(), first.whenLive()]);
  await db.close();
  return records;
}

/** Opens that as a page does, and edits a row. */
async function opened(folder, url, records) {
  const { db, Album } = await client(folder, url, records);
  const first = db.live(newest(Album));
  await first.whenOpen();
  if (first.rows.length !== SHOWN) {
    throw new Error(`${first.rows.length} rows instead of ${SHOWN} were shown`);
  }
  await first.whenLive();
  await db.transact((tx) => tx.edit(Album, first.rows[0].id, { label: 'another' })).accepted;
  await db.close();
}

/** Where the functions of a file begin that were called meanwhile. */
async function called(file, act) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await act();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  const script = result.find(({ url }) => url === pathToFileURL(file).href);
  return script.functions.flatMap(({ ranges: [{ startOffset, count }] }) => (count > 0 ? [startOffset] : []));
}

/** The text with these of its functions in parentheses. */
function parenthesized(text, starts) {
  const tree = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
  const wanted = new Set(starts);
  let [made, from, count] = ['', 0, 0];
  for (const { type, declarations } of tree.body) {
    for (const { init } of type === 'VariableDeclaration' ? declarations : []) {
      if (init?.type === 'ArrowFunctionExpression' && wanted.has(init.start)) {
        made += `${text.slice(from, init.start)}(${text.slice(init.start, init.end)})`;
        from = init.end;
        count++;
      }
    }
  }
  return { made: made + text.slice(from), count };
}

if (isMainThread) {
  const file = resolve(process.argv[2]);
  const { serve } = await import('./test/support.mjs');
  await closing(async (context) => {
    const { url } = await serve(context, '--memory');
    const records = await filled(dirname(file), url);
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { file, url, records } });
    const starts = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no end of the rehearsal after ${DEADLINE_MILLIS} ms`)), DEADLINE_MILLIS);
      worker.once('message', resolve).once('error', reject).once('exit', () => clearTimeout(timer));
    });
    await worker.terminate();
    const { made, count } = parenthesized(await readFile(file, 'utf8'), starts);
    await writeFile(file, made);
    console.log(`${count} functions are compiled at once`);
  });
} else {
  const { file, url, records } = workerData;
  parentPort.postMessage(await called(file, () => opened(dirname(file), url, records)));
}
