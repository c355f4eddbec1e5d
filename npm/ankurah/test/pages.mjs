// A browser, and the pages it shows: the package as it is, under a policy that allows no more than scripts of its own.
import { execFileSync, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' };
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const page = (script) =>
  `<!doctype html><meta charset="utf-8"><script type="module" src="${script}"></script><p id="status"></p><ul></ul>`;

function browserPath() {
  if (globalThis.process.env.CHROMIUM) {
    return globalThis.process.env.CHROMIUM;
  }
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      // the next one
    }
  }
  throw new Error('Chromium not found: install it (on Debian: apt-get install chromium), or name it in CHROMIUM');
}

/**
 * Serves the package.
 *
 * @param folders others by the name their paths begin with
 * @param keeping what a browser is told of keeping scripts
 * @param scripts which scripts pages may run
 * @param start the one that pages begin with
 */
export async function site(context, { folders = {}, keeping = 'no-cache', scripts = "'self'", start = '/test/page.mjs' } = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    const [, first, ...rest] = path.split('/');
    const folder = { dist: join(ROOT, 'dist'), test: join(ROOT, 'test'), bench: join(ROOT, 'bench'), ...folders }[first];
    response.setHeader('Content-Security-Policy', `default-src 'none'; script-src ${scripts}; connect-src 'self' ws://127.0.0.1:*`);
    response.setHeader('Cache-Control', folder === undefined ? 'no-cache' : keeping);
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'text/html');
    response.end(folder && rest.length > 0 ? await readFile(join(folder, ...rest)) : page(path === '/bench' ? '/bench/page.mjs' : start));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.closeAllConnections?.() ?? server.close());
  context.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

export async function browser(context) {
  const found = await chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
  context.after(() => found.close());
  return found;
}

/** A browser with a profile of its own, as a process that can be killed. */
export async function process(context, profile) {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
  const found = spawn(browserPath(), [...flags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => found.once('exit', resolve));
  const kill = async () => {
    if (found.exitCode === null && found.signalCode === null) {
      globalThis.process.kill(-found.pid, 'SIGKILL');
    }
    await exited;
  };
  context.after(kill);
  const endpoint = await new Promise((resolve, reject) => {
    let said = '';
    found.stderr.on('data', (data) => {
      said += data;
      const listening = /DevTools listening on (ws:\S+)/.exec(said);
      if (listening) {
        resolve(listening[1]);
      }
    });
    found.once('exit', () => reject(new Error(`the browser ended: ${said}`)));
  });
  const chrome = await chromium.connectOverCDP(endpoint);
  return { profile: chrome.contexts()[0], kill };
}

/** The scripts of a page whose engine is WebAssembly. */
export const WASM_SCRIPTS = "'self' 'wasm-unsafe-eval'";
/** The same with the loader as the compiler leaves it. */
export const WASM_SCRIPTS_FROM_TEXT = `${WASM_SCRIPTS} 'unsafe-eval'`;

/** A page of the test program; what it complains of is gathered. */
export async function open(profile, address, url, engine = 'js') {
  const page = await profile.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${address}?engine=${engine}&url=${encodeURIComponent(url)}`);
  page.complaints = complaints;
  await page.waitForFunction(() => globalThis.app !== undefined);
  return page;
}

/** Waits until the page shows these rows. */
export const names = (page, expected) =>
  page.waitForFunction((text) => [...document.querySelectorAll('li')].map((row) => row.textContent).join() === text, expected, {
    timeout: 30_000,
  });
/** Waits until the page shows this status. */
export const status = (page, expected) =>
  page.waitForFunction((text) => document.querySelector('#status').textContent === text, expected, { timeout: 30_000 });
