// Tabs that share a database: one leads, which holds the lock, writes the store and speaks with the server; the others follow it.
// A follower is a client whose server is the leader, over messages between tabs.
import type {
  EngineListener,
  EngineLive,
  EngineModule,
  EngineNode,
  EngineOptions,
  EngineReceipt,
  EngineTx,
  Flat,
  HostDisk,
  LeadingNode,
} from './engine.js';
import { typed, type AnkurahError } from './errors.js';
import { Following } from './following.js';
import { Leading } from './leading.js';

/** The disk of the tab that leads. */
export interface LedDisk extends HostDisk {
  readonly epoch: number;
}

/** What is shared. */
export interface Sharing {
  /** Of the lock, and of the channels between the tabs. */
  readonly name: string;
  /** Throws if it cannot be shared here. */
  require(): void;
  /** Opens the disk, for the tab that holds the lock. */
  lead(release: () => void, failed: (error: AnkurahError) => void): Promise<LedDisk>;
}

export type Open = EngineModule['open'];

/** An error on its way between tabs. */
export type Packed = readonly [code: string, category: string, message: string] | null;

export function packed(error: unknown): Packed {
  if (error === null || error === undefined) {
    return null;
  }
  const { code, category, message } = error as { code?: unknown; category?: unknown; message?: unknown };
  return [String(code ?? 'web.bug'), String(category ?? 'fault'), String(message ?? error)];
}

export function unpacked(error: Packed): AnkurahError | null {
  if (error === null) {
    return null;
  }
  const [code, category, message] = error;
  return typed(Object.assign(new Error(message), { code, category })) as AnkurahError;
}

/** A tab in one of the two parts. */
export interface Part {
  readonly node: LeadingNode;
  readonly leads: boolean;
  /** How a query stands that its node calls live; undefined while that is not known. */
  standing(key: string): { readonly status: string; readonly error: AnkurahError | null } | undefined;
  /** Asks what becomes of a commit that is stored. */
  verdict(commit: string): Promise<void>;
  close(): Promise<void>;
}

interface Life extends Part {
  readonly number: number;
}

/** A tab's node: it stays the same while what is behind it begins to lead, or ceases to. */
export class Tabs implements EngineNode {
  /** The tab's own name. */
  readonly id: string = crypto.randomUUID();
  readonly #models: Flat[] = [];
  readonly #lives = new Set<TabLive>();
  readonly #ending = new AbortController();
  /** Commits that a new leader would not take from the follower it was. */
  readonly #refused = new Map<string, unknown>();
  #number = 0;
  #life: Promise<Life>;
  #release: () => void = () => {};
  #closed = false;

  private constructor(
    private readonly sharing: Sharing,
    private readonly open: Open,
    private readonly options: EngineOptions,
    begin: (tabs: Tabs) => Promise<Life>,
  ) {
    this.#life = begin(this);
  }

  static async open(sharing: Sharing, open: Open, options: EngineOptions): Promise<Tabs> {
    sharing.require();
    const tabs = new Tabs(sharing, open, options, (self) => self.#begin());
    await tabs.#life;
    return tabs;
  }

  async #begin(): Promise<Life> {
    const { locks } = navigator;
    // Held as long as the tab is there, so that the leader hears of its end.
    void locks
      .request(tabLock(this.sharing.name, this.id), { signal: this.#ending.signal }, () => this.#untilClosed())
      .catch(() => {});
    const leads = await new Promise<boolean>((resolve) => {
      const asked = locks.request(this.sharing.name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : this.#hold();
      });
      this.#noticeLoss(asked);
    });
    if (!leads) {
      this.#queue();
    }
    return this.#live(this.#number, leads);
  }

  #untilClosed(): Promise<void> {
    return new Promise((resolve) => this.#ending.signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** Holds the lock until it is given back. */
  #hold(): Promise<void> {
    return new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  #noticeLoss(asked: Promise<unknown>): void {
    const lost = () => {
      if (!this.#closed) {
        this.#become(false);
        this.#queue();
      }
    };
    asked.catch(lost);
  }

  /** Leads when nobody else does. */
  #queue(steal = false): void {
    let held = false;
    const asked = navigator.locks.request(
      this.sharing.name,
      steal ? { steal } : { signal: this.#ending.signal },
      () => {
        held = true;
        const holding = this.#hold();
        this.#become(true);
        return holding;
      },
    );
    asked.catch(() => {
      if (held && !this.#closed) {
        this.#become(false);
        this.#queue();
      }
    });
  }

  /** Takes another part. What was under way is taken along, or happens again. */
  #become(lead: boolean): void {
    if (this.#closed) {
      return;
    }
    const before = this.#life;
    const number = ++this.#number;
    this.#life = (async () => {
      const old = await before.catch(() => undefined);
      await old?.close();
      const commits = old !== undefined && !old.leads && lead ? await old.node.unsent() : [];
      const life = await this.#live(number, lead);
      for (let i = 0; i < commits.length; i += 2) {
        const [id, commit] = [commits[i] as string, commits[i + 1] as Int8Array];
        await life.node.submit(commit).catch((error: unknown) => this.#refused.set(id, error));
      }
      return life;
    })();
    this.#life.then(
      (life) => this.#lives.forEach((live) => live.moved(life)),
      (error: unknown) => this.options.status('closed', 0, Date.now(), 0, error as Error),
    );
  }

  async #live(number: number, lead: boolean): Promise<Life> {
    const part = await (lead ? this.#lead(number) : this.#follow());
    try {
      for (const model of this.#models) {
        await part.node.declare(model);
      }
    } catch (error) {
      await part.close();
      throw error;
    }
    return Object.assign(part, { number });
  }

  #lead(number: number): Promise<Leading> {
    const release = this.#release;
    const failed = (error: AnkurahError) => {
      // Whoever waits for what failed hears of it first.
      setTimeout(() => {
        if (!this.#closed && number === this.#number && error.code !== 'storage.not_leading') {
          this.#become(true);
        }
      }, 0);
    };
    return Leading.open(this.sharing, this.id, this.open, this.options, failed).catch((error: unknown) => {
      release();
      throw error;
    });
  }

  #follow(): Promise<Following> {
    return Following.open(this.sharing.name, this.id, this.open, this.options, {
      standing: (key) => this.#lives.forEach((live) => live.stands(key)),
      silent: () => this.#queue(true),
    });
  }

  #isOver(life: Life): boolean {
    return life.number !== this.#number;
  }

  /** Does something with the node of now; once more if it was closed because the tab took another part. */
  async #with<T>(act: (life: Life) => Promise<T>): Promise<T> {
    while (true) {
      const life = await this.#life;
      try {
        return await act(life);
      } catch (error) {
        if (this.#closed || !this.#isOver(life) || !isClosing(error)) {
          throw error;
        }
      }
    }
  }

  async declare(model: Flat): Promise<void> {
    await this.#with((life) => life.node.declare(model));
    this.#models.push(model);
  }

  find(id: string): Promise<Flat | null> {
    return this.#with((life) => life.node.find(id));
  }

  query(collection: string, ankql: string, values: Flat): Promise<Flat[]> {
    return this.#with((life) => life.node.query(collection, ankql, values));
  }

  count(collection: string, ankql: string, values: Flat): Promise<number> {
    return this.#with((life) => life.node.count(collection, ankql, values));
  }

  async transact(body: (tx: EngineTx) => boolean | Promise<boolean>): Promise<EngineReceipt> {
    const made = await this.#with(async (life) => ({ life, receipt: await life.node.transact(body) }));
    const commit = made.receipt.commit();
    if (commit === null) {
      return made.receipt;
    }
    let accepted: Promise<void> | undefined;
    if (!made.life.leads) {
      await this.#stored(made.life, made.receipt, commit);
      accepted = this.#verdict(commit);
      accepted.catch(() => {});
    }
    return { commit: () => commit, accepted: () => (accepted ??= this.#accepted(made.life, made.receipt, commit)) };
  }

  /** To a follower its leader's word is the server's; it has stored what it accepts. */
  async #stored(life: Life, receipt: EngineReceipt, commit: string): Promise<void> {
    try {
      await receipt.accepted();
    } catch (error) {
      if (!this.#isOver(life) || !isClosing(error)) {
        throw error;
      }
      await this.#life;
      const refused = this.#refused.get(commit);
      if (refused !== undefined) {
        throw refused;
      }
    }
  }

  async #accepted(life: Life, receipt: EngineReceipt, commit: string): Promise<void> {
    try {
      await receipt.accepted();
    } catch (error) {
      if (!this.#isOver(life) || !isClosing(error)) {
        throw error;
      }
      await this.#verdict(commit);
    }
  }

  #verdict(commit: string): Promise<void> {
    return this.#with((life) => life.verdict(commit));
  }

  async live(collection: string, ankql: string, values: Flat, listener: EngineListener): Promise<EngineLive> {
    const live = new TabLive(collection, ankql, values, listener, () => this.#lives.delete(live));
    await this.#with((life) => live.open(life));
    this.#lives.add(live);
    const now = await this.#life;
    live.moved(now);
    return live;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#number++;
    const life = await this.#life.catch(() => undefined);
    await life?.close();
    this.#ending.abort();
    this.#release();
  }
}

/** Held by each tab as long as it is there. */
export function tabLock(name: string, tab: string): string {
  return `${name}/tab/${tab}`;
}

function isClosing(error: unknown): boolean {
  const { code } = typed(error) as { code?: unknown };
  return code === 'node.closed' || code === 'live.closed';
}

/** A live query that goes on when the tab takes another part. */
class TabLive implements EngineLive {
  #opened: { readonly life: Life; readonly live: EngineLive } | undefined;
  #opening: Life | undefined;
  #raw: readonly [status: string, error: Error | null] | undefined;
  #closed = false;

  constructor(
    private readonly collection: string,
    private ankql: string,
    private values: Flat,
    private readonly listener: EngineListener,
    private readonly ended: () => void,
  ) {}

  async open(life: Life): Promise<void> {
    this.#opening = life;
    this.#raw = undefined;
    const isOurs = () => this.#opening === life && !this.#closed;
    const { ankql, values } = this;
    const live = await life.node.live(this.collection, ankql, values, {
      rows: (rows) => isOurs() && this.listener.rows(rows),
      changes: (changes) => isOurs() && this.listener.changes(changes),
      status: (status, error) => {
        if (isOurs()) {
          this.#raw = [status, error];
          this.#tell();
        }
      },
    });
    if (!isOurs()) {
      await live.close().catch(() => {});
      return;
    }
    this.#opened = { life, live };
    this.#tell();
    if (ankql !== this.ankql || values !== this.values) {
      await live.update(this.ankql, this.values);
    }
  }

  /** Opens it where the tab is now. */
  moved(life: Life): void {
    if (life !== this.#opening && !this.#closed) {
      this.#reopen(life).catch((error: unknown) => {
        if (this.#opening === life && !isClosing(error)) {
          this.listener.status('failed', error as Error);
        }
      });
    }
  }

  /** A follower that finds no leader to ask asks again. */
  async #reopen(life: Life): Promise<void> {
    while (true) {
      try {
        return await this.open(life);
      } catch (error) {
        if (this.#opening !== life || this.#closed || (error as { code?: unknown }).code !== 'sync.offline') {
          throw error;
        }
      }
    }
  }

  stands(key: string): void {
    if (this.#opened?.live.key() === key) {
      this.#tell();
    }
  }

  /** A follower's node calls live what its leader has answered; whether a server has, the leader says. */
  #tell(): void {
    if (this.#raw === undefined) {
      return;
    }
    const [status, error] = this.#raw;
    const opened = this.#opened;
    if (opened === undefined || opened.life.leads || status !== 'live') {
      this.listener.status(status, error);
      return;
    }
    const standing = opened.life.standing(opened.live.key());
    this.listener.status(standing?.status ?? 'local', standing?.error ?? null);
  }

  async update(ankql: string, values: Flat): Promise<void> {
    this.ankql = ankql;
    this.values = values;
    await this.#opened?.live.update(ankql, values).catch((error: unknown) => {
      if (!isClosing(error)) {
        throw error;
      }
    });
    this.#tell();
  }

  key(): string {
    return this.#opened?.live.key() ?? '';
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.ended();
    await this.#opened?.live.close().catch((error: unknown) => {
      if (!isClosing(error)) {
        throw error;
      }
    });
  }
}
