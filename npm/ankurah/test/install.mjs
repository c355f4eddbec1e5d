// Installs what package-lock.json pins, unless it is there already. Run by the tests.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8')
const installed = join(folder, 'node_modules', '.installed-from')

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
  if (npm.error?.code === 'ENOENT') fail('npm was not found: install npm.')
  if (npm.error !== undefined) fail(`npm ci in ${folder} failed: ${npm.error.message}`)
  if (npm.status !== 0) fail(`npm ci in ${folder} ended with ${npm.status ?? npm.signal}:\n${npm.stdout}${npm.stderr}`)
  writeFileSync(installed, lock)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
