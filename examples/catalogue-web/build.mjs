// Builds the page, and the package under it: node build.mjs ENGINE, which is what the module `web` compiles. What the lock files pin
// is installed first, unless it is there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PACKAGE = join(HERE, '../../npm/ankurah');
const INSTALL_MILLIS = 300_000;
const BUILD_MILLIS = 180_000;

const [engine] = process.argv.slice(2);
if (engine !== undefined && !existsSync(engine)) {
  fail(`there is no engine at ${engine}: build the module web first`);
}

[PACKAGE, HERE].forEach(install);
run(PACKAGE, BUILD_MILLIS, process.execPath, 'node_modules/typescript/bin/tsc', '-p', '.');
if (engine !== undefined) {
  run(PACKAGE, BUILD_MILLIS, process.execPath, 'engine.mjs', resolve(engine), 'dist/core.mjs');
}
run(HERE, BUILD_MILLIS, process.execPath, 'node_modules/typescript/bin/tsc', '-p', '.');
run(HERE, BUILD_MILLIS, process.execPath, 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn');

function install(folder) {
  run(folder, INSTALL_MILLIS, process.execPath, join(HERE, '../../npm/install.mjs'), folder);
}

function run(folder, timeout, command, ...args) {
  const ended = spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout });
  if (ended.status !== 0) {
    fail(`${command} ${args.join(' ')} in ${folder} failed: ${ended.error?.message ?? ''}\n${ended.stdout ?? ''}${ended.stderr ?? ''}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
