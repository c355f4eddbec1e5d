// What the client weighs, by entry point, and that it does not grow unseen.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENGINES = { 'core.mjs': 296_000, 'engine.wasm': 495_000 };
const MOST_REST_GZIP = 36_000;

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
      const weight = gzipSync(bytes, { level: 9 }).length;
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
