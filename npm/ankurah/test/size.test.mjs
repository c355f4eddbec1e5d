// What the client weighs, by entry point, and that it does not grow unseen.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENGINE = 'core.mjs';
const MOST_ENGINE_GZIP = 293_000;
const MOST_REST_GZIP = 36_000;

/** The files that a file imports, itself first; what only node loads is left out. */
async function imported(path, seen = new Map()) {
  if (!seen.has(path) && !path.endsWith('sockets-node.js')) {
    const text = await readFile(path, 'utf8');
    seen.set(path, text);
    const names = path.endsWith(ENGINE) ? [] : text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
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
    const sum = { engine: 0, rest: 0 };
    for (const [path, text] of files) {
      sum[path.endsWith(ENGINE) ? 'engine' : 'rest'] += gzipSync(text, { level: 9 }).length;
    }
    const { engine, rest } = sum;
    console.log(`${name}: engine ${engine} B gzip, the rest ${rest} B gzip`);
    assert.ok(engine <= MOST_ENGINE_GZIP, `the engine of ${name} has grown to ${engine} B gzip`);
    assert.ok(name !== '.' || rest <= MOST_REST_GZIP, `the package has grown to ${rest} B gzip`);
  }
});
