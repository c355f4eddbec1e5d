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
/** The rest of the entry point `.`, as it is in the package and as a bundler leaves it. */
const [MOST_REST_GZIP, MOST_REST_BUNDLED_GZIP] = [36_000, 15_500];

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

test('what a bundler leaves of the package beside the engine weighs no more than it may', async () => {
  const { outputFiles: [{ contents }] } = await build({
    entryPoints: [join(ROOT, 'dist/index.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['./core.mjs', './sockets-node.js'],
  });
  const weight = gzipped(contents);
  console.log(`.: the rest, bundled ${weight} B gzip`);
  assert.ok(weight <= MOST_REST_BUNDLED_GZIP, `the package has grown to ${weight} B gzip`);
});
