// A demo of this build with its page, a browser, and what tests do in it. Whatever was started is ended with the test.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const { ANKURAH_JAVA: java, ANKURAH_CLASSPATH: classpath } = process.env;
if (java === undefined || classpath === undefined) {
  throw new Error('set ANKURAH_JAVA and ANKURAH_CLASSPATH, or run this by: mvn -pl examples/catalogue-web -am test');
}
const FLAGS = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '--enable-native-access=ALL-UNNAMED'];
const PAGE = fileURLToPath(new URL('../dist', import.meta.url));
const PICTURES = fileURLToPath(new URL('../target/screenshots/', import.meta.url));
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
export const PATIENCE = { timeout: 60_000 };

/** What the tests of a file share, ended after the last of them. */
export function file() {
  const ends = [];
  after(async () => {
    for (const end of ends.reverse()) {
      await end();
    }
  });
  return { after: (end) => ends.push(end) };
}

function command(...args) {
  return spawn(java, [...FLAGS, '-cp', classpath, 'ankurah.cli.Main', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

export function folder(context) {
  const path = mkdtempSync(join(tmpdir(), 'ankurah-catalogue-'));
  context.after(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** The demo. `kill` ends it as a power cut would. */
export async function demo(context, data, port = '0') {
  const server = command('demo', '--data', data, '--port', String(port), '--page', PAGE);
  let complaints = '';
  server.stderr.on('data', (text) => (complaints += text));
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const kill = async () => {
    server.kill('SIGKILL');
    await exited;
  };
  context.after(kill);
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = /listening on ws:(\S+)/.exec(line);
      if (found) {
        resolve(`http:${found[1]}`);
      }
    });
    server.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${complaints}`)));
  });
  return { url, ws: url.replace('http', 'ws'), port: new URL(url).port, kill };
}

/** What a command of the Java client prints. */
export function ankurah(...args) {
  const client = command(...args);
  let [out, complaints] = ['', ''];
  client.stdout.on('data', (text) => (out += text));
  client.stderr.on('data', (text) => (complaints += text));
  return new Promise((resolve, reject) =>
    client.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`ankurah ${args[0]} ended with ${code}: ${complaints}`)))),
  );
}

/** Another address of a server, behind which everything takes its time. */
export async function slowly(context, port, { millis, bytesASecond }) {
  const sockets = new Set();
  const server = createServer((near) => {
    const far = createConnection(port, '127.0.0.1');
    for (const [from, to] of [[near, far], [far, near]]) {
      sockets.add(from);
      let free = 0;
      from.on('data', (part) => {
        const now = performance.now();
        free = Math.max(free, now) + (part.length * 1_000) / bytesASecond;
        setTimeout(() => to.write(part), free - now + millis);
      });
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

function browserPath() {
  if (process.env.CHROMIUM) {
    return process.env.CHROMIUM;
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

export async function browser(context) {
  const found = await chromium.launch({
    executablePath: browserPath(),
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  context.after(() => found.close());
  return found;
}

/** A window of a profile that shows the catalogue; what it complains of is gathered. */
export async function open(profile, url, path = '/') {
  const page = await profile.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
  await page.goto(url + path, PATIENCE);
  await page.locator('.track .open').first().waitFor(PATIENCE);
  return page;
}

/** Somebody with a browser of his own. */
export async function somebody(chrome, name, url, path, options = {}) {
  const profile = await chrome.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', ...options });
  await profile.addInitScript((who) => localStorage.setItem('catalogue.name', who), name);
  return open(profile, url, path);
}

export const rowOf = (page, name) => page.locator('.track', { has: page.getByText(name, { exact: true }) });
export const shows = (page, name) => page.locator('.track .name', { hasText: name }).first().waitFor(PATIENCE);
export const badge = (page, word) => page.locator('.badge', { hasText: word }).waitFor(PATIENCE);

/** Until the list is the one of this word, and no longer the one before. */
export const listed = (page, word) => page.locator(`.tracks[data-word="${word}"]`).waitFor(PATIENCE);

export async function search(page, word) {
  await page.getByRole('searchbox').fill(word);
  await listed(page, word);
}

export async function rename(page, from, to) {
  await rowOf(page, from).locator('.open').dblclick();
  const field = page.getByRole('textbox', { name: 'Name of the track' });
  await field.fill(to);
  await field.press('Enter');
}

/** A picture, kept with the build. */
export async function picture(page, name) {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Nothing but what a lost connection makes a browser say. */
export const unexpected = (page) => page.complaints.filter((line) => !/WebSocket|ERR_CONNECTION|ERR_INTERNET/.test(line));
