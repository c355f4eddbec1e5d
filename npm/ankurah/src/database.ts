import { engine, type Engine, type EngineNode, type EngineOptions, type HostDisk } from './engine.js';
import { abortable, InvalidError, typed, type AnkurahError } from './errors.js';
import { entries, type HistoryEntry } from './history.js';
import { LiveQuery } from './live.js';
import type { Model, Row } from './model.js';
import { Presence } from './presence.js';
import type { Query } from './query.js';
import { hostSockets } from './sockets.js';
import { Tabs, type Open, type Sharing } from './tabs.js';
import { missing, Receipt, run, type Transaction } from './transaction.js';
import type { Id, Json } from './types.js';
import { undone, UndoManager, type Undone } from './undo.js';

/** Where a client keeps what it holds: {@link memory} or `indexedDB(name)`. */
export interface Storage {
  /** Null to keep everything in memory. */
  open(): Promise<HostDisk | null>;
  /** How tabs share it; if it is there, it is used. @internal */
  readonly share?: () => Sharing;
}

/** Keeps everything in memory: what no server has accepted is lost with the page or process. */
export function memory(): Storage {
  return { open: () => Promise.resolve(null) };
}

/** Shows who the program is; asked at each attempt to connect. */
export type Token = string | (() => string | null | Promise<string | null>);

export interface Options {
  /** `ws://host:port` or `wss://host`; a path other than `/sync` is kept. */
  readonly url: string;
  readonly models: readonly Model<any, any>[];
  /** In memory if nothing is said. */
  readonly storage?: Storage;
  /** What computes; JavaScript if nothing is said. */
  readonly engine?: Engine;
  readonly token?: Token;
  /** How long a first write or read waits for the server when the client has never met it. */
  readonly meetMillis?: number;
  /** How long to wait at most before the first attempt to connect again; it doubles up to the second. */
  readonly retryMillis?: readonly [first: number, most: number];
  /** How long a query that an interface no longer shows is followed all the same; 5,000 if nothing is said. */
  readonly lingerMillis?: number;
  /** Hears of commits that the server refused and that were taken back. */
  readonly onRejected?: (rejection: Rejection) => void;
  /** Hears of errors that nobody waits for, such as those of listeners. */
  readonly onError?: (error: unknown) => void;
}

/** A commit that was taken back. */
export interface Rejection {
  readonly commit: string;
  /** The commit that was refused: this one, or the one it was built on. */
  readonly refused: string;
  /** The entities it wrote. */
  readonly entities: readonly Id[];
  readonly error: AnkurahError;
}

declare const cursorOf: unique symbol;

/** A place in the result of a query; it stays valid whatever happens to the row before it. */
export type Cursor = string & { readonly [cursorOf]: true };

/** One page of a query's rows, and where the next one begins; null behind the last one. */
export interface Page<R> {
  readonly rows: readonly R[];
  readonly next: Cursor | null;
}

/** How a client stands to its server. */
export interface SyncStatus {
  readonly state: 'opening' | 'connecting' | 'connected' | 'offline' | 'closed';
  /** How many commits wait to be confirmed. */
  readonly pending: number;
  /** Why it is not connected, if that is known. */
  readonly error: AnkurahError | null;
  readonly since: Date;
  /** When offline, how long after `since` the next attempt comes, in milliseconds. */
  readonly retryMillis: number;
}

/** What the other parts of this package need of a client. */
export interface Internals {
  ask<R>(question: (node: EngineNode) => Promise<R>): Promise<R>;
  report(error: unknown): void;
}

type Ids<M> = M extends Model<infer C, any> ? Id<C> : never;

/** A client: it holds what its live queries ask for, and what it has written until the server has it. */
export class Ankurah implements AsyncDisposable {
  readonly #options: Options;
  readonly #node: Promise<EngineNode>;
  readonly #statusListeners = new Set<() => void>();
  readonly #managers = new Set<UndoManager>();
  readonly #lives = new Set<WeakRef<LiveQuery<any>>>();
  readonly #presences = new Set<WeakRef<Presence<any>>>();
  /** The transaction before has to be stored before the next one begins, which is built on it. */
  #last: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;
  #status: SyncStatus = Object.freeze({
    state: 'opening',
    pending: 0,
    error: null,
    since: new Date(),
    retryMillis: 0,
  });

  constructor(options: Options) {
    this.#options = options;
    this.#node = this.#open(address(options.url));
    this.#node.catch((error: unknown) =>
      this.#stand({ ...this.#status, state: 'closed', error: typed(error) as AnkurahError }),
    );
  }

  async #open(url: string): Promise<EngineNode> {
    try {
      const { storage } = this.#options;
      const sharing = storage?.share?.();
      // What is stored is fetched while the engine loads.
      const loading = this.#options.engine?.load() ?? engine();
      loading.catch(() => {});
      const open: Open = async (options) => (await loading).open(options);
      const [sockets, disk] = await Promise.all([
        hostSockets(),
        sharing === undefined ? (storage?.open() ?? null) : null,
      ]);
      const [firstRetry, mostRetry] = this.#options.retryMillis ?? [200, 30_000];
      const options: EngineOptions = {
        url: () => url,
        sockets: () => sockets,
        disk: () => disk,
        credential: () => credential(this.#options.token),
        status: (state, pending, since, retryMillis, error) =>
          this.#stand({
            state: state as SyncStatus['state'],
            pending,
            error: typed(error) as AnkurahError | null,
            since: new Date(since),
            retryMillis,
          }),
        rejected: (commit, refused, entities, error) =>
          this.#rejected({ commit, refused, entities: entities as Id[], error: typed(error) as AnkurahError }),
        meetMillis: () => this.#options.meetMillis ?? 10_000,
        firstRetryMillis: () => firstRetry,
        maxRetryMillis: () => mostRetry,
        follows: () => false,
        epoch: () => 0,
      };
      const node = await (sharing === undefined ? open(options) : Tabs.open(sharing, open, options));
      try {
        for (const model of this.#options.models) {
          await node.declare(model.describe());
        }
      } catch (error) {
        await node.close();
        throw error;
      }
      return node;
    } catch (error) {
      throw typed(error);
    }
  }

  /** How long a query that an interface no longer shows is followed all the same, in milliseconds. */
  get lingerMillis(): number {
    return this.#options.lingerMillis ?? 5_000;
  }

  /** @internal */
  get internals(): Internals {
    return { ask: (question) => this.#ask(question), report: this.#report };
  }

  /** How many live queries the engine keeps current, for finding ones that nobody closed. */
  following(): Promise<number> {
    return this.#ask((node) => node.following());
  }

  /** Kept when what is stored has been opened, connected or not. */
  get ready(): Promise<void> {
    return this.#node.then(() => {});
  }

  /**
   * Runs a function in a transaction and commits it; if it throws, nothing is written. The function runs again if it needs an entity
   * that this client does not hold, once that has been asked for; so what it does stands in the transaction alone. Transactions of one client happen one
   * after the other, each on what the one before has left.
   */
  transact<R>(body: (tx: Transaction) => R | Promise<R>): Receipt<R> {
    const done = this.#inTurn(async () => {
      const node = await this.#node;
      const into: { value?: R; error?: unknown } = {};
      const receipt = await node.transact(run(body, into));
      if (into.error !== undefined) {
        throw into.error;
      }
      return { value: into.value as R, receipt };
    });
    return new Receipt(done);
  }

  /** After what was written before. */
  #inTurn<R>(write: () => Promise<R>): Promise<R> {
    const before = this.#last;
    const done = (async () => {
      await before;
      try {
        return await write();
      } catch (error) {
        throw typed(error);
      } finally {
        this.#managers.forEach((manager) => manager.look());
      }
    })();
    this.#last = done.catch(() => {});
    return done;
  }

  /** Follows a query until it is closed. */
  live<M extends Model<any, any>>(query: Query<M>): LiveQuery<M> {
    const live = new LiveQuery(query, this.#node, this.#connected, this.#report);
    this.#lives.add(new WeakRef(live));
    return live;
  }

  /** Being at an entity with others, until it is closed. */
  presence<T = Json>(entity: Id): Presence<T> {
    const presence = new Presence<T>(entity, this.#node, this.#report);
    this.#presences.add(new WeakRef(presence));
    return presence;
  }

  /** The entity, from here or from the server; null if there is none. */
  find<M extends Model<any, any>>(
    model: M,
    id: Ids<M>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Row<M> | null> {
    const found = this.#ask(async (node) => {
      const flat = await node.find(id);
      return flat === null ? null : (model.row(flat) as Row<M>);
    });
    return abortable(found, options?.signal);
  }

  /** The entity; fails with `entity.not_found` if there is none. */
  async get<M extends Model<any, any>>(
    model: M,
    id: Ids<M>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Row<M>> {
    return (await this.find(model, id, options)) ?? missing(id);
  }

  /** The rows of a query, once. */
  list<M extends Model<any, any>>(
    query: Query<M>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<readonly Row<M>[]> {
    const { model } = query;
    const rows = this.#ask(async (node) => {
      const flats = await node.query(model.collection, query.text(), query.values());
      return Object.freeze(flats.map((flat) => model.row(flat) as Row<M>));
    });
    return abortable(rows, options?.signal);
  }

  /** How many rows a query has. */
  count(query: Query<Model<any, any>>, options?: { readonly signal?: AbortSignal }): Promise<number> {
    const { collection } = query.model;
    return abortable(
      this.#ask((node) => node.count(collection, query.text(), query.values())),
      options?.signal,
    );
  }

  /** One page of rows, as long as the query's limit, or of 100 rows; the next one is asked for with `after: page.next`. */
  page<M extends Model<any, any>>(
    query: Query<M>,
    options?: { readonly after?: Cursor | null; readonly signal?: AbortSignal },
  ): Promise<Page<Row<M>>> {
    const { model } = query;
    const page = this.#ask(async (node) => {
      const after = options?.after ?? null;
      const [flats, next] = await node.page(model.collection, query.text(), query.values(), after);
      const rows = Object.freeze(flats.map((flat) => model.row(flat) as Row<M>));
      return Object.freeze({ rows, next: next as Cursor | null });
    });
    return abortable(page, options?.signal);
  }

  /** The events of an entity, deleted or not, causes before effects: at most `most`, behind the event `after`. */
  history<M extends Model<any, any>>(
    model: M,
    id: Ids<M>,
    options?: { readonly after?: string; readonly most?: number; readonly signal?: AbortSignal },
  ): Promise<readonly HistoryEntry<Row<M>>[]> {
    const found = this.#ask(async (node) => entries(model, await node.history(id, options?.after ?? null, options?.most ?? 1_000)));
    return abortable(found, options?.signal);
  }

  /** Undoes what a transaction of this client did, by a new commit; undoing that one's receipt redoes it. */
  undo(receipt: Receipt<unknown>, options?: { readonly signal?: AbortSignal }): Promise<Undone> {
    const done = this.#inTurn(async () => undone(await (await receipt.engine).undo()));
    return abortable(done, options?.signal);
  }

  /** Remembers the transactions of this client from now on, to be undone in turn. Close it. */
  undoManager(options?: { readonly most?: number }): UndoManager {
    const manager = new UndoManager(
      this.#node,
      options?.most ?? 100,
      (write) => this.#inTurn(write),
      (closed) => this.#managers.delete(closed),
    );
    this.#managers.add(manager);
    // What is committed from now on is to be remembered.
    this.#last = this.#last.then(() => manager.whenReady()).catch(() => {});
    return manager;
  }

  /**
   * Takes the content of an entity, or of some of its properties, away for good, at every node that hears of it. Gives how many events
   * it erases.
   */
  erase<M extends Model<any, any>>(model: M, id: Ids<M>, properties?: readonly (keyof M['shape'] & string)[]): Receipt<number> {
    const done = this.#inTurn(async () => {
      const node = await this.#node;
      const [receipt, value] = await node.erase(id, (properties ?? []).map((name) => model.stored(name)));
      return { value, receipt };
    });
    return new Receipt(done);
  }

  /** Whether this client has the latest version of an entity that its server knows; `unknown` when that cannot be asked. */
  freshness(id: Id, options?: { readonly signal?: AbortSignal }): Promise<'current' | 'stale' | 'unknown'> {
    const answer = this.#ask((node) => node.freshness(id)) as Promise<'current' | 'stale' | 'unknown'>;
    return abortable(answer, options?.signal);
  }

  /** Kept as soon as there is a connection; fails when the client is closed. */
  whenConnected(options?: { readonly signal?: AbortSignal }): Promise<void> {
    return abortable(this.#connected(), options?.signal);
  }

  /** {@link ready}, for no longer than a signal lets it. */
  whenReady(options?: { readonly signal?: AbortSignal }): Promise<void> {
    return abortable(this.ready, options?.signal);
  }

  /** How this client stands to its server: the same object until that changes. */
  get status(): SyncStatus {
    return this.#status;
  }

  /** Hears of every change of the status from now on; gives what ends it. The function may be called bare. */
  readonly onStatus = (listener: () => void): (() => void) => {
    const own = () => listener();
    this.#statusListeners.add(own);
    return () => {
      this.#statusListeners.delete(own);
    };
  };

  /** Ends all live queries and waits, and closes the storage. May be called again. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const live of this.#lives) {
      live.deref()?.close();
    }
    for (const presence of this.#presences) {
      presence.deref()?.close();
    }
    [...this.#managers].forEach((manager) => manager.close());
    await this.#last;
    const node = await this.#node.catch(() => undefined);
    await node?.close();
    this.#stand({ ...this.#status, state: 'closed' });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #ask<R>(question: (node: EngineNode) => Promise<R>): Promise<R> {
    try {
      return await question(await this.#node);
    } catch (error) {
      throw typed(error);
    }
  }

  /** Kept as soon as there is a connection; fails when there will be none. */
  readonly #connected = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const { state, error } = this.#status;
        if (state === 'connected' || state === 'closed') {
          end();
          state === 'connected' ? resolve() : reject(error);
        }
      };
      const end = this.onStatus(look);
      look();
    });

  #rejected(rejection: Rejection): void {
    try {
      this.#options.onRejected?.(Object.freeze(rejection));
    } catch (error) {
      this.#report(error);
    }
  }

  #stand(status: SyncStatus): void {
    this.#status = Object.freeze(status);
    for (const listener of [...this.#statusListeners]) {
      try {
        listener();
      } catch (error) {
        this.#report(error);
      }
    }
  }

  readonly #report = (error: unknown): void => {
    const { onError } = this.#options;
    if (onError !== undefined) {
      onError(error);
    } else {
      console.error('ankurah:', error);
    }
  };
}

async function credential(token: Token | undefined): Promise<string | null> {
  return (typeof token === 'function' ? await token() : token) ?? null;
}

function address(url: string): string {
  const parsed = new URL(url);
  if ((parsed.protocol !== 'ws:' && parsed.protocol !== 'wss:') || parsed.username || parsed.search || parsed.hash) {
    throw new InvalidError('client.address', `'${url}' is not an address like ws://host:port or wss://host`);
  }
  if (parsed.pathname === '/') {
    parsed.pathname = '/sync';
  }
  return parsed.href;
}
