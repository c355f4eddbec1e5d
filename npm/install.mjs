// Installs what the package-lock.json of a folder pins, unless it is there already: node npm/install.mjs FOLDER. Run by tests and
// by bench/run. With a second folder, that package stands among those installed under its own name.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'

const folder = resolve(process.argv[2])
const linked = process.argv.slice(3).map((name) => resolve(name))
const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8')
const modules = join(folder, 'node_modules')
const installed = join(modules, '.installed-from')

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`node ${process.versions.node} is too old: install node 20 or newer.`)
}
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
  const npm = spawnSync('npm', ['ci', '--no-progress'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 100_000
  })
  if (npm.error?.code === 'ENOENT') fail('npm was not found: install npm, which fetches what the tests need.')
  if (npm.error !== undefined) fail(`npm ci in ${folder} failed: ${npm.error.message}`)
  if (npm.status !== 0) fail(`npm ci in ${folder} ended with ${npm.status ?? npm.signal}:\n${npm.stdout}${npm.stderr}`)
  writeFileSync(installed, lock)
}
for (const other of linked) {
  const link = join(modules, basename(other))
  if (!existsSync(link)) symlinkSync(relative(modules, other), link, 'junction')
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
