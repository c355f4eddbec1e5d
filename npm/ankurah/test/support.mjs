// Servers and command lines of this build, for tests. Whatever was started is ended with the test.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const { ANKURAH_JAVA: java, ANKURAH_CLASSPATH: classpath } = process.env;
if (java === undefined || classpath === undefined) {
  throw new Error('set ANKURAH_JAVA and ANKURAH_CLASSPATH, or run this by: mvn -pl npm -am test');
}
const FLAGS = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '--enable-native-access=ALL-UNNAMED'];
const DEADLINE_MILLIS = 60_000;

function command(...args) {
  return spawn(java, [...FLAGS, '-cp', classpath, 'ankurah.cli.Main', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A server; `url` is where it listens. */
export async function serve(test, ...args) {
  const process = command('serve', ...(args.includes('--port') ? [] : ['--port', '0']), ...args);
  let complaints = '';
  process.stderr.on('data', (data) => (complaints += data));
  const stop = (signal) =>
    new Promise((resolve) => {
      if (process.exitCode !== null || process.signalCode !== null) {
        resolve();
      } else {
        process.once('exit', resolve);
        process.kill(signal ?? 'SIGKILL');
      }
    });
  test.after(() => stop());
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: process.stdout }).on('line', (line) => {
      const found = /listening on (ws:\S+)/.exec(line);
      if (found) {
        resolve(found[1]);
      }
    });
    process.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${complaints}`)));
  });
  return { url, port: new URL(url).port, stop };
}

/** What a command of the Java client prints. */
export function ankurah(...args) {
  const process = command(...args);
  let [out, complaints] = ['', ''];
  process.stdout.on('data', (data) => (out += data));
  process.stderr.on('data', (data) => (complaints += data));
  return new Promise((resolve, reject) =>
    process.once('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`ankurah ${args.join(' ')} ended with ${code}: ${complaints}`)),
    ),
  );
}

export async function folder(test) {
  const path = await mkdtemp(join(tmpdir(), 'ankurah-npm-'));
  test.after(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** Waits until something that can be subscribed to looks as it should. */
export function until(what, subscribe, holds) {
  return new Promise((resolve, reject) => {
    let end = () => {};
    const timer = setTimeout(() => {
      end();
      reject(new Error(`this did not come to be: ${what}`));
    }, DEADLINE_MILLIS);
    const look = () => {
      if (holds()) {
        clearTimeout(timer);
        end();
        resolve();
      }
    };
    end = subscribe(look);
    look();
  });
}
