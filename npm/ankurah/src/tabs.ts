// Tabs that share a database: one leads, which holds the lock, writes the store and speaks with the server; the others follow it.
// A follower is a client whose server is the leader, over messages between tabs.
import type {
  EngineListener,
  EngineLive,
  EngineModule,
  EngineNode,
  EngineOptions,
  EnginePresence,
  EnginePresenceListener,
  EngineReceipt,
  EngineText,
  EngineTextListener,
  EngineTx,
  EngineUndo,
  EngineUndone,
  Flat,
  HostDisk,
  LeadingNode,
} from './engine.js';
import { typed, type AnkurahError } from './errors.js';
import { Following } from './following.js';
import { Leading } from './leading.js';
import { TabLive, TabPresence, TabText, TabUndo, type Moving } from './moving.js';

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

export interface Life extends Part {
  readonly number: number;
}

/** A tab's node: it stays the same while what is behind it begins to lead, or ceases to. */
export class Tabs implements EngineNode {
  /** The tab's own name. */
  readonly id: string = crypto.randomUUID();
  readonly #models: Flat[] = [];
  readonly #open = new Set<Moving>();
  readonly #ending = new AbortController();
  /** Commits that a new leader would not take from the follower it was. */
  readonly #refused = new Map<string, unknown>();
  #number = 0;
  #life: Promise<Life>;
  #release: () => void = () => {};
  #closed = false;

  private constructor(
    private readonly sharing: Sharing,
    private readonly engine: Open,
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
      await Promise.all([...this.#open].map((open) => open.leave()));
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
      (life) => this.#open.forEach((open) => open.moved(life)),
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
    return Leading.open(this.sharing, this.id, this.engine, this.options, failed).catch((error: unknown) => {
      release();
      throw error;
    });
  }

  #follow(): Promise<Following> {
    return Following.open(this.sharing.name, this.id, this.engine, this.options, {
      standing: (key) => this.#open.forEach((open) => open instanceof TabLive && open.stands(key)),
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

  page(collection: string, ankql: string, values: Flat, cursor: string | null): Promise<[rows: Flat[], next: string | null]> {
    return this.#with((life) => life.node.page(collection, ankql, values, cursor));
  }

  history(id: string, after: string | null, max: number): Promise<Flat> {
    return this.#with((life) => life.node.history(id, after, max));
  }

  freshness(id: string): Promise<string> {
    return this.#with((life) => life.node.freshness(id));
  }

  following(): Promise<number> {
    return this.#with((life) => life.node.following());
  }

  async erase(id: string, properties: string[]): Promise<[receipt: EngineReceipt, events: number]> {
    return this.#with(async (life) => {
      const [receipt, events] = await life.node.erase(id, properties);
      return [await this.#shared(life, receipt), events];
    });
  }

  async transact(body: (tx: EngineTx) => boolean | Promise<boolean>): Promise<EngineReceipt> {
    const made = await this.#with(async (life) => ({ life, receipt: await life.node.transact(body) }));
    return this.#shared(made.life, made.receipt);
  }

  async #shared(life: Life, receipt: EngineReceipt): Promise<EngineReceipt> {
    const commit = receipt.commit();
    if (commit === null) {
      return receipt;
    }
    let accepted: Promise<void> | undefined;
    if (!life.leads) {
      await this.#stored(life, receipt, commit);
      accepted = this.#verdict(commit);
      accepted.catch(() => {});
    }
    return {
      commit: () => commit,
      accepted: () => (accepted ??= this.#accepted(life, receipt, commit)),
      undo: () => this.#undone(life, receipt.undo()),
    };
  }

  async #undone(life: Life, undone: Promise<EngineUndone>): Promise<EngineUndone> {
    const [receipt, ...left] = await undone;
    return [await this.#shared(life, receipt), ...left];
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
    return this.#begun((ended) => new TabLive(collection, ankql, values, listener, ended));
  }

  async text(id: string, property: string, commitMillis: number, listener: EngineTextListener): Promise<EngineText> {
    return this.#begun(
      (ended) =>
        new TabText((life, hears) => this.#textAt(life, id, property, commitMillis, hears), listener, ended),
    );
  }

  /** What is flushed is stored when its leader has it. */
  async #textAt(
    life: Life,
    id: string,
    property: string,
    commitMillis: number,
    listener: EngineTextListener,
  ): Promise<EngineText> {
    const text = await life.node.text(id, property, commitMillis, listener);
    return {
      client: () => text.client(),
      document: () => text.document(),
      apply: (update) => text.apply(update),
      isEdited: () => text.isEdited(),
      flush: async () => this.#shared(life, await text.flush()),
      close: () => text.close(),
    };
  }

  async undoManager(most: number): Promise<EngineUndo> {
    return this.#begun(
      (ended) =>
        new TabUndo(
          (life) => life.node.undoManager(most),
          (life, undone) => this.#undone(life, undone),
          ended,
        ),
    );
  }

  async presence(id: string, listener: EnginePresenceListener): Promise<EnginePresence> {
    return this.#begun(
      (ended) => new TabPresence((life, hears) => life.node.presence(id, hears), listener, ended),
    );
  }

  async #begun<T extends Moving & { open(life: Life): Promise<void> }>(make: (ended: () => void) => T): Promise<T> {
    const begun: T = make(() => this.#open.delete(begun));
    await this.#with((life) => begun.open(life));
    this.#open.add(begun);
    begun.moved(await this.#life);
    return begun;
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

export function isClosing(error: unknown): boolean {
  const { code } = typed(error) as { code?: unknown };
  return code === 'node.closed' || code === 'live.closed';
}
