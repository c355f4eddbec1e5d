import { engine, type EngineNode, type EngineReceipt, type HostDisk } from './engine.js';
import { abortable, InvalidError, typed, type AnkurahError } from './errors.js';
import { LiveQuery } from './live.js';
import type { Model, Row } from './model.js';
import { Presence } from './presence.js';
import type { Query } from './query.js';
import { hostSockets } from './sockets.js';
import { missing, Receipt, run, type Transaction } from './transaction.js';
import type { Id, Json } from './types.js';

/** Where a client keeps what it holds: {@link memory} or `indexedDB(name)`. */
export interface Storage {
  /** Null to keep everything in memory. */
  open(): Promise<HostDisk | null>;
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
      const [{ open }, sockets, disk] = await Promise.all([
        engine(),
        hostSockets(),
        this.#options.storage?.open() ?? Promise.resolve(null),
      ]);
      const [firstRetry, mostRetry] = this.#options.retryMillis ?? [200, 30_000];
      const node = await open({
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
      });
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
    const before = this.#last;
    const done = (async () => {
      await before;
      const node = await this.#node;
      const into: { value?: R; error?: unknown } = {};
      let receipt: EngineReceipt;
      try {
        receipt = await node.transact(run(body, into));
      } catch (error) {
        throw typed(error);
      }
      if (into.error !== undefined) {
        throw into.error;
      }
      return { value: into.value as R, receipt };
    })();
    this.#last = done.catch(() => {});
    return new Receipt(done);
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
