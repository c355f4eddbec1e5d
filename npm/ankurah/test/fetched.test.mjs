// Models of Java, fetched as TypeScript from a server, compiled, and used.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Ankurah, memory, model, t } from '../dist/index.js';
import { folder as temporary, serve } from './support.mjs';

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const cli = here('../dist/cli.js');
const node = (...args) => run(process.execPath, args);

/** A program as somebody else writes it; it is compiled strictly, never run. */
const PROGRAM = `
import { Ankurah, type Id, type Row } from 'ankurah';
import { Singer, Song, type SongStudio } from './models.js';

export async function program(db: Ankurah, id: Id<'song'>): Promise<void> {
  const song: Song = await db.get(Song, id);
  const same: Row<typeof Song> = song;
  const title: string = song.title;
  const singer: Id<'singer'> = song.singer;
  const format: 'LP' | 'CD' = song.format;
  const length: bigint = song.lengthMillis;
  const studio: SongStudio | null = song.studio;
  const price: string | null = song.price;
  const heard: Date | null = song.heard;
  const named: Singer = await db.get(Singer, singer);
  // @ts-expect-error an id of another collection
  await db.get(Singer, id);
  // @ts-expect-error none of the constants
  Song.where('format', '=', 'MC');
  void [same, title, format, length, studio?.rooms, price, heard, named.name];
}
`;

test('a program is compiled strictly with the models of a server, and reads and writes by them', async (context) => {
  const { url } = await serve(context, '--memory');
  const folder = await temporary(context);
  await mkdir(join(folder, 'node_modules'));
  await symlink(here('..'), join(folder, 'node_modules/ankurah'), 'junction');
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  const file = join(folder, 'models.ts');
  const { stderr } = await node(cli, 'types', url, '-o', file);
  assert.match(stderr, /models\.ts: 2 models/);
  assert.equal((await node(cli, 'types', url.replace('ws:', 'http:').replace('/sync', ''))).stdout, await readFile(file, 'utf8'));
  await writeFile(join(folder, 'program.ts'), PROGRAM);
  const tsconfig = {
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      target: 'ES2022',
      lib: ['ES2022', 'ESNext.Disposable', 'DOM'],
      outDir: '.',
      types: [],
    },
    files: ['program.ts', 'models.ts'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  await node(here('../node_modules/typescript/bin/tsc'), '-p', folder).catch((error) => assert.fail(error.stdout));

  const { Singer, Song } = await import(pathToFileURL(join(folder, 'models.js')));
  const open = (models) => {
    const db = new Ankurah({ url, models, storage: memory() });
    context.after(() => db.close());
    return db;
  };
  const db = open([Singer, Song]);
  const written = {
    title: 'Bliss',
    lengthMillis: 252_000n,
    price: '1.2',
    heard: new Date(1),
    released: '2001-08-20',
    taped: '2001-01-01T10:00:00',
    code: '123e4567-e89b-12d3-a456-426614174000',
    cover: new Uint8Array([1, 2]),
    format: 'CD',
    studio: { name: 'Ridge Farm', rooms: 3 },
    authors: ['Bellamy'],
    data: { a: [1] },
    plays: 2,
    moods: ['loud'],
    notes: { stars: 5 },
  };
  const [singer, id] = await db.transact((tx) => {
    const singer = tx.create(Singer, { name: 'Matt' });
    return [singer, tx.create(Song, { ...written, singer })];
  }).accepted;
  const row = await open([Song]).get(Song, id);
  const defaults = { side: 1, loudness: 0.5, stereo: true, rate: '1.5', made: new Date('2000-01-01T00:00:00Z') };
  assert.deepEqual({ ...row, cover: [...row.cover] }, { id, singer, ...defaults, ...written, cover: [1, 2] });
  assert.equal((await db.list(Song.where('lengthMillis', '>', 1n).where('studio.name', '=', 'Ridge Farm'))).length, 1);

  const Other = model('OtherSong', { lengthMillis: t.string.storedAs('length'), side: t.int.default(0) }, 'song');
  await assert.rejects(open([Other]).transact((tx) => tx.create(Other, { lengthMillis: 'long' })).accepted, (error) => {
    assert.equal(error.code, 'schema.other_type');
    assert.match(error.message, /OtherSong/);
    assert.match(error.message, /song/);
    console.log(error.message);
    return true;
  });
});

test('what is not understood, and who is no server, is told', async () => {
  const ends = async (code, pattern, ...args) =>
    assert.rejects(node(cli, ...args), (error) => {
      assert.equal(error.code, code);
      assert.match(error.stderr, pattern);
      return true;
    });
  await ends(2, /not understood: typos/, 'typos', 'http://x');
  await ends(2, /no address/, 'types', 'nonsense');
  await ends(2, /begins with http/, 'types', 'ftp://x');
  await ends(1, /no server answers at http:\/\/127.0.0.1:9/, 'types', 'ws://127.0.0.1:9');
  assert.match((await node(cli)).stdout, /npx ankurah types URL/);
});
