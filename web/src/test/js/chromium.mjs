// Prints what an export of the browser build answers in a page of headless Chromium.
//   node chromium.mjs <chromium> <folder of the build> <js|wasm> <name of the export> <file whose text is its argument>
// The page comes from a server on the loopback and hands its answer back to it. The JavaScript build runs under a
// content security policy without any "unsafe"; the loader of WebAssembly needs `unsafe-eval`.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

const TIMEOUT_MILLIS = 90_000;
const TYPES = { '.html': 'text/html', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

const [chromium, folder, target, name, argument] = process.argv.slice(2);
const scripts = target === 'js' ? "'self'" : "'self' 'unsafe-eval'";
const load =
  target === 'js'
    ? "const module = await import('/ankurah.mjs');"
    : "const { load } = await import('/ankurah.wasm-runtime.mjs');\n" +
      "const module = (await load('/ankurah.wasm')).exports;";
const pages = {
  '/': '<!doctype html><meta charset="utf-8"><script type="module" src="/page.mjs"></script>',
  '/page.mjs': `
const report = (path, text) => fetch(path, { method: 'POST', body: text });
try {
  ${load}
  await report('/answer', await module[${JSON.stringify(name)}](await (await fetch('/argument')).text()));
} catch (e) {
  await report('/failure', String(e && e.stack || e));
}`,
};

/** What the page itself reported; Chromium's log says nothing about it. */
class PageError extends Error {}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Serves the page and the build; settles with what the page posts. */
function serve(resolve, reject) {
  return createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    if (request.method === 'POST') {
      const text = await body(request);
      response.end();
      if (path === '/answer') resolve(text);
      else reject(new PageError(text));
      return;
    }
    const type = TYPES[extname(path) || '.html'];
    try {
      const content = pages[path] ?? (await readFile(path === '/argument' ? argument : join(folder, path)));
      response.writeHead(200, {
        'content-type': type ?? 'application/octet-stream',
        'content-security-policy': `default-src 'self'; script-src ${scripts}`,
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
}

function browse(url, profile) {
  return spawn(
    chromium,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile}`,
      url,
    ],
    // A group of its own, so that its helpers go with it.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
}

async function stop(browser) {
  if (browser.pid === undefined) return; // never started
  const gone =
    browser.exitCode !== null || browser.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => browser.once('exit', resolve));
  try {
    process.kill(-browser.pid, 'SIGKILL');
  } catch (e) {
    if (e.code !== 'ESRCH') throw e;
  }
  await gone;
}

async function main() {
  const profile = await mkdtemp(join(tmpdir(), 'ankurah-chromium-'));
  let server, browser, timer;
  let log = '';
  try {
    const answer = await new Promise((resolve, reject) => {
      server = serve(resolve, reject);
      server.on('error', reject);
      server.listen(0, '127.0.0.1', () => {
        browser = browse(`http://127.0.0.1:${server.address().port}/`, profile);
        browser.stderr.on('data', (data) => (log = (log + data).slice(-4_000)));
        browser.on('error', reject);
        browser.on('exit', (code) => reject(new Error(`chromium ended by itself with ${code}`)));
      });
      timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MILLIS} ms`)), TIMEOUT_MILLIS);
    });
    process.stdout.write(answer);
  } catch (e) {
    process.stderr.write(e instanceof PageError ? `the page failed: ${e.message}\n` : `${e.message}\n${log}\n`);
    process.exitCode = 1;
  } finally {
    clearTimeout(timer);
    if (browser) await stop(browser);
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

await main();
