// A schedule from a seed: two browsers with tabs, two Java clients with stores, and a server, all of which are cut off, closed and
// killed while they write. In the end all must show the same, and everything that was acknowledged.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { open } from './pages.mjs';
import { folder, serve } from './support.mjs';

const DEADLINE_MILLIS = 120_000;
const { ANKURAH_JAVA: java, ANKURAH_CLASSPATH: classpath } = process.env;

/** Numbers that a seed decides (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { below: (bound) => Math.floor(next() * bound) };
}

/** The way of one client to the server, which can be cut. */
async function wire(context, port) {
  const open = new Set();
  let cut = false;
  const server = createServer((client) => {
    client.on('error', () => {});
    if (cut) {
      client.destroy();
      return;
    }
    const onward = connect(port, '127.0.0.1');
    onward.on('error', () => {});
    open.add(client);
    open.add(onward);
    pipeline(client, onward, client, () => {
      [client, onward].forEach((socket) => {
        open.delete(socket);
        socket.destroy();
      });
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = () => open.forEach((socket) => socket.destroy());
  context.after(() => {
    end();
    server.close();
  });
  return {
    url: `ws://127.0.0.1:${server.address().port}/sync`,
    cut: () => {
      cut = true;
      end();
    },
    mend: () => (cut = false),
  };
}

/** A Java client with a store of its own. */
class JavaClient {
  constructor(name, wire, store) {
    Object.assign(this, { name, wire, store, waiting: [] });
  }

  async start() {
    this.process = spawn(
      java,
      ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '--enable-native-access=ALL-UNNAMED', '-cp', classpath, 'ankurah.npm.ListClient', this.wire.url, this.store],
      { stdio: ['pipe', 'pipe', 'ignore'] },
    );
    this.process.stdin.on('error', () => {});
    createInterface({ input: this.process.stdout }).on('line', (line) => this.waiting.shift()?.(line));
    this.process.once('exit', () => {
      this.waiting.splice(0).forEach((answer) => answer('error ended'));
    });
    const said = await this.#next();
    assert.equal(said, 'ready', `${this.name} did not begin`);
  }

  #next() {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  #ask(line) {
    const answer = this.#next();
    this.process.stdin.write(`${line}\n`);
    return answer;
  }

  async act(what, rest) {
    return (await this.#ask(`${what} ${rest}`)) === 'ok';
  }

  async show() {
    return (await this.#ask('show')).split(',').sort().join();
  }

  async kill() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exited = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill('SIGKILL');
      await exited;
    }
  }
}

/** A browser, with up to three tabs on one database. */
class Browser {
  constructor(name, wire, profile, address) {
    Object.assign(this, { name, wire, profile, address, tabs: [] });
  }

  async openTab() {
    this.tabs.push(await open(this.profile, this.address, this.wire.url));
  }

  async closeTab(at) {
    const [tab] = this.tabs.splice(at, 1);
    await tab.close();
  }

  act(what, rest, at) {
    return this.tabs[at % this.tabs.length].evaluate(
      ([what, rest]) => (what === 'add' ? app.add(rest) : app.addTimes(rest, 1)).then(() => true),
      [what, rest],
    ).catch(() => false);
  }

  show(at = 0) {
    return this.tabs[at].evaluate(() => app.rows());
  }
}

async function eventually(what, holds) {
  const until = Date.now() + DEADLINE_MILLIS;
  let last;
  while (Date.now() < until) {
    last = await holds();
    if (last === true) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`this did not come to be: ${what}; the last was ${last}`);
}

/** Runs a schedule; tells what happened in it. */
export async function schedule(context, chrome, address, seed, steps = 40) {
  const roll = dice(seed);
  const data = join(await folder(context), 'data');
  let server = await serve(context, '--data', data);
  const wires = await Promise.all([1, 2, 3, 4].map(() => wire(context, server.port)));
  const browsers = await Promise.all(
    [0, 1].map(async (i) => {
      const profile = await chrome.newContext();
      context.after(() => profile.close());
      return new Browser(`browser ${i}`, wires[i], profile, address);
    }),
  );
  const javas = await Promise.all([2, 3].map(async (i) => new JavaClient(`Java ${i}`, wires[i], join(await folder(context), 'store'))));
  context.after(() => Promise.all(javas.map((client) => client.kill())));
  await Promise.all(browsers.map((browser) => browser.openTab()));
  const counter = await browsers[0].tabs[0].evaluate(() => app.count('counter', 'accepted'));
  // They declare no model, so the collection has to be there.
  await Promise.all(javas.map((client) => client.start()));
  await eventually('all have met', async () => {
    const shown = await Promise.all([...browsers, ...javas].map((client) => client.show()));
    return shown.every((rows) => rows.includes('counter ')) || shown.join(' | ');
  });

  const acknowledged = new Set();
  let [counted, attempted] = [0, 0];
  const under = [];
  const done = { edits: 0, cuts: 0, 'server kills': 0, 'client kills': 0, 'tabs closed': 0 };
  const write = (client, at) => {
    done.edits++;
    if (roll.below(2) === 0) {
      const name = `s${seed}e${done.edits}`;
      under.push(client.act('add', name, at).then((ok) => ok && acknowledged.add(name)));
    } else {
      attempted++;
      under.push(client.act('count', counter, at).then((ok) => ok && counted++));
    }
  };
  for (let step = 0; step < steps; step++) {
    const [at, which] = [roll.below(4), roll.below(12)];
    const browser = browsers[at % 2];
    if (which < 7) {
      const client = at < 2 ? browser : javas[at - 2];
      if (client.tabs === undefined || client.tabs.length > 0) {
        write(client, roll.below(3));
      }
    } else if (which === 7) {
      wires[at].cut();
      done.cuts++;
    } else if (which === 8) {
      wires[at].mend();
    } else if (which === 9) {
      await server.stop('SIGKILL');
      done['server kills']++;
      server = await serve(context, '--data', data, '--port', server.port);
    } else if (which === 10) {
      const client = javas[at % 2];
      await client.kill();
      done['client kills']++;
      await client.start();
    } else if (browser.tabs.length > 1 || (browser.tabs.length === 1 && roll.below(3) === 0)) {
      await browser.closeTab(roll.below(browser.tabs.length));
      done['tabs closed']++;
    } else {
      await browser.openTab();
    }
    if (roll.below(4) === 0) {
      await Promise.all(under.splice(0));
    }
    if (browsers.every(({ tabs }) => tabs.length < 3) && roll.below(6) === 0) {
      await browsers[roll.below(2)].openTab();
    }
  }
  wires.forEach((each) => each.mend());
  await Promise.all(browsers.filter(({ tabs }) => tabs.length === 0).map((browser) => browser.openTab()));
  await Promise.all(under);
  await eventually('all show the same', async () => {
    const shown = await Promise.all([
      ...browsers.flatMap((browser) => browser.tabs.map((_, at) => browser.show(at))),
      ...javas.map((client) => client.show()),
    ]);
    const names = new Set(shown[0].split(',').map((row) => row.split(' ')[0]));
    const lost = [...acknowledged].filter((name) => !names.has(name));
    const count = Number(/counter (\d+)/.exec(shown[0])?.[1]);
    const same = new Set(shown).size === 1;
    return (same && lost.length === 0 && count >= counted && count <= attempted)
      || `lost ${lost}; counted ${counted} to ${attempted}, found ${count}; ${same ? '' : [...new Set(shown)].join(' | ')}`;
  });
  return { ...done, acknowledged: acknowledged.size + counted };
}
