// What is made smaller on its way into the package is the same program.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const VECTORS = fileURLToPath(new URL('../../../docs/vectors', import.meta.url));
const BUILD = process.env.ANKURAH_BROWSER_BUILD;

const folder = await mkdtemp(join(tmpdir(), 'ankurah-'));
after(() => rm(folder, { recursive: true }));

test('an engine that was made smaller computes the same', async () => {
  // Either way of compiling what suspends: by the compiler, and by generators of the host.
  const made = ['ankurah.mjs', 'ankurah-generators.mjs'].map((name) => join(folder, name));
  for (const path of made) {
    execFileSync(process.execPath, ['engine.mjs', join(BUILD, basename(path)), path], { cwd: PACKAGE });
  }
  const vectors = {};
  for (const file of await readdir(VECTORS)) {
    vectors[file.replace('.json', '')] = await readFile(join(VECTORS, file), 'utf8');
  }
  const all = `{${Object.entries(vectors).map(([name, text]) => `"${name}":${text}`)}}`;
  const [before, ...behind] = await Promise.all([join(BUILD, 'ankurah.mjs'), ...made].map(async (path) => {
    const { conformance } = await import(pathToFileURL(path));
    return conformance(all);
  }));
  behind.forEach((transcript) => assert.equal(transcript, before));
});
