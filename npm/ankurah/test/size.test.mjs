// What the client weighs, by entry point, and that it does not grow unseen.
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENGINES = { 'core.mjs': 204_000, 'engine.wasm': 475_000, 'policy-core.mjs': 90_000 };
/** The rest of the entry point `.` as it is in the package. */
const MOST_REST_GZIP = 36_000;
const [MOST_BUNDLED_GZIP, MOST_REST_BUNDLED_GZIP] = [227_000, 15_500];

const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** The files that a file imports, itself first; what only node loads is left out. */
async function imported(path, seen = new Map()) {
  if (!seen.has(path) && !path.endsWith('sockets-node.js')) {
    const bytes = await readFile(path);
    seen.set(path, bytes);
    const names = basename(path) in ENGINES ? [] : bytes.toString().matchAll(/(?:from|import|new URL)\s*\(?\s*'(\.[^']+)'/g);
    for (const [, name] of names) {
      await imported(join(dirname(path), name), seen);
    }
  }
  return seen;
}

test('each entry point weighs no more than it may', async () => {
  const { exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  for (const [name, { default: entry }] of Object.entries(exports)) {
    const files = await imported(join(ROOT, entry));
    let rest = 0;
    for (const [path, bytes] of files) {
      const weight = gzipped(bytes);
      const most = ENGINES[basename(path)];
      if (most === undefined) {
        rest += weight;
      } else {
        console.log(`${name}: ${basename(path)} ${weight} B gzip`);
        assert.ok(weight <= most, `${basename(path)} of ${name} has grown to ${weight} B gzip`);
      }
    }
    console.log(`${name}: the rest ${rest} B gzip`);
    assert.ok(name !== '.' || rest <= MOST_REST_GZIP, `the package has grown to ${rest} B gzip`);
  }
});

/** What one bundle of the entry point `.` weighs without some of its files. */
async function bundled(...without) {
  const { outputFiles: [{ contents }] } = await build({
    entryPoints: [join(ROOT, 'dist/index.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['./sockets-node.js', ...without],
  });
  return gzipped(contents);
}

test('a bundle, with the engine and without, weighs no more than it may', async () => {
  const [whole, rest] = [await bundled(), await bundled('./core.mjs')];
  console.log(`.: bundled ${whole} B gzip, without the engine ${rest}`);
  assert.ok(whole <= MOST_BUNDLED_GZIP, `the bundle has grown to ${whole} B gzip`);
  assert.ok(rest <= MOST_REST_BUNDLED_GZIP, `the package has grown to ${rest} B gzip without the engine`);
});
