import type { EngineListener, EngineLive, EngineNode, Flat } from './engine.js';
import { abortable, AnkurahError, ConflictError, typed } from './errors.js';
import type { Model, Row } from './model.js';
import type { Query } from './query.js';

/**
 * How far the rows can be trusted: `opening` until what is stored has been looked at; `local` while no server has said what
 * belongs to the query; `live` from then on; `failed` when it was refused.
 */
export type LiveStatus = 'opening' | 'local' | 'live' | 'failed' | 'closed';

/** A live query at one moment: the same object until something changes. */
export interface LiveState<R> {
  readonly rows: readonly R[];
  readonly status: LiveStatus;
  readonly error: AnkurahError | null;
}

/** What reports errors of listeners, which concern nobody else. */
export type Report = (error: unknown) => void;

interface Held<R> {
  readonly flat: Flat;
  readonly row: R;
}

/** A query that follows every commit until it is closed. */
export class LiveQuery<M extends Model<any, any>> implements Disposable {
  #state: LiveState<Row<M>> = Object.freeze({ rows: Object.freeze([]), status: 'opening', error: null });
  #query: Query<M>;
  #held: Held<Row<M>>[] = [];
  #closed = false;
  readonly #listeners = new Set<() => void>();
  readonly #engine: Promise<EngineLive | undefined>;
  readonly #report: Report;

  /** @internal */
  constructor(query: Query<M>, node: Promise<EngineNode>, connected: () => Promise<void>, report: Report) {
    this.#query = query;
    this.#report = report;
    this.#engine = this.#open(node, connected);
  }

  /** A client that has never met its server can follow nothing; the query begins when it has. */
  async #open(node: Promise<EngineNode>, connected: () => Promise<void>): Promise<EngineLive | undefined> {
    while (!this.#closed) {
      try {
        return await this.#begun(await node);
      } catch (error) {
        const known = typed(error);
        if (!(known instanceof AnkurahError) || known.code !== 'sync.offline') {
          this.#fail(known);
          return undefined;
        }
        this.#stand('opening', known);
        await connected().catch(() => this.#fail(known));
        if (this.#state.status === 'failed') {
          return undefined;
        }
      }
    }
    return undefined;
  }

  async #begun(opened: EngineNode): Promise<EngineLive | undefined> {
    if (!this.#closed) {
      const { model } = this.#query;
      const live = await opened.live(model.collection, this.#query.text(), this.#query.values(), this.#listener());
      if (this.#closed) {
        await live.close();
      }
      return live;
    }
    return undefined;
  }

  #listener(): EngineListener {
    return {
      rows: (rows) => this.#begin(rows),
      changes: (changes) => this.#apply(changes),
      status: (status, error) => this.#stand(status as LiveStatus, typed(error) as AnkurahError | null),
    };
  }

  /** The query that is followed. */
  get query(): Query<M> {
    return this.#query;
  }

  /** The rows: the same array until one changes, and each row the same object until it changes. */
  get rows(): readonly Row<M>[] {
    return this.#state.rows;
  }

  get status(): LiveStatus {
    return this.#state.status;
  }

  /** Why it failed, or stays local although it is connected. */
  get error(): AnkurahError | null {
    return this.#state.error;
  }

  /** Rows, status and error at one moment. */
  get state(): LiveState<Row<M>> {
    return this.#state;
  }

  /** Hears of every change from now on; gives what ends it. The function may be called bare. */
  readonly subscribe = (listener: () => void): (() => void) => {
    // A listener given twice hears twice, and each is ended alone.
    const own = () => listener();
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  };

  /** Kept when a server has said what belongs to the query; fails when it is refused or closed. */
  whenLive(options?: { readonly signal?: AbortSignal }): Promise<this> {
    return abortable(this.#until('live'), options?.signal).then(() => this);
  }

  /** Kept when the rows that are stored are there, from a server or not. */
  whenOpen(options?: { readonly signal?: AbortSignal }): Promise<this> {
    return abortable(this.#until('open'), options?.signal).then(() => this);
  }

  #until(what: 'live' | 'open'): Promise<void> {
    return new Promise((resolve, reject) => {
      let end: (() => void) | undefined;
      const look = () => {
        const { status, error } = this.#state;
        if (status === 'live' || (what === 'open' && status === 'local')) {
          resolve();
        } else if (status === 'failed' || status === 'closed') {
          reject(error ?? new ConflictError('live.closed', 'the live query was closed; open another'));
        } else {
          return false;
        }
        end?.();
        return true;
      };
      if (!look()) {
        end = this.subscribe(look);
      }
    });
  }

  /** Selects something else of the same model. Of several updates the one called last stays. */
  update(query: Query<M>): void {
    if (this.#closed) {
      throw new ConflictError('live.closed', 'the live query was closed; open another');
    }
    if (query.key === this.#query.key) {
      return;
    }
    this.#query = query;
    this.#engine
      .then((live) => (this.#query === query ? live?.update(query.text(), query.values()) : undefined))
      .catch((error: unknown) => this.#fail(error));
  }

  /** Ends it. The last rows stay readable. May be called again. */
  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#engine.then((live) => live?.close()).catch(this.#report);
      this.#show({ ...this.#state, status: 'closed' });
      this.#listeners.clear();
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #begin(rows: Flat[]): void {
    const known = new Map(this.#held.map((held) => [held.flat[0], held]));
    this.#held = rows.map((flat) => {
      const before = known.get(flat[0]);
      return before !== undefined && isSame(before.flat, flat) ? before : { flat, row: this.#row(flat) };
    });
    this.#show({ ...this.#state, rows: this.#rows(), status: this.#state.status === 'opening' ? 'local' : this.#state.status });
  }

  /** What has changed is taken out of the old rows, and put where it now stands; the rest keeps its order. */
  #apply(changes: Flat): void {
    const known = new Map<string, Held<Row<M>>>();
    const gone = new Set<number>();
    for (let i = 0; i < changes.length; i += 4) {
      const index = changes[i] as number;
      const held = this.#held[index];
      if (held !== undefined) {
        gone.add(index);
        known.set(changes[i + 2] as string, held);
      }
    }
    const next = gone.size > 0 ? this.#held.filter((_, index) => !gone.has(index)) : [...this.#held];
    const coming: [number, Held<Row<M>>][] = [];
    for (let i = 0; i < changes.length; i += 4) {
      const flat = changes[i + 3] as Flat | null;
      if (flat !== null) {
        const before = known.get(changes[i + 2] as string);
        const same = before !== undefined && isSame(before.flat, flat);
        coming.push([changes[i + 1] as number, same ? before : { flat, row: this.#row(flat) }]);
      }
    }
    this.#held = merged(next, coming);
    this.#show({ ...this.#state, rows: this.#rows() });
  }

  #row(flat: Flat): Row<M> {
    return this.#query.model.row(flat) as Row<M>;
  }

  #rows(): readonly Row<M>[] {
    return Object.freeze(this.#held.map((held) => held.row));
  }

  #stand(status: LiveStatus, error: AnkurahError | null): void {
    const { status: before, error: known } = this.#state;
    if (!this.#closed && (status !== before || error?.code !== known?.code)) {
      this.#show({ ...this.#state, status, error });
    }
  }

  #fail(error: unknown): void {
    if (this.#closed) {
      return;
    }
    const known = typed(error);
    if (known instanceof AnkurahError) {
      this.#stand('failed', known);
    } else {
      this.#report(known);
    }
  }

  #show(state: LiveState<Row<M>>): void {
    this.#state = Object.freeze(state);
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        this.#report(error);
      }
    }
  }
}

/** Puts what comes, in the order of its places, among what stays. */
function merged<R>(stays: Held<R>[], coming: [number, Held<R>][]): Held<R>[] {
  if (coming.length === 0) {
    return stays;
  }
  const all: Held<R>[] = [];
  let from = 0;
  for (const [index, held] of coming) {
    while (all.length < index && from < stays.length) {
      all.push(stays[from++] as Held<R>);
    }
    all.push(held);
  }
  while (from < stays.length) {
    all.push(stays[from++] as Held<R>);
  }
  return all;
}

function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || one instanceof Int8Array) {
    const [a, b] = [one as ArrayLike<unknown>, other as ArrayLike<unknown>];
    if (typeof other !== 'object' || a.length !== b.length) {
      return false;
    }
    for (let i = 0; i < a.length; i++) {
      if (!isSame(a[i], b[i])) {
        return false;
      }
    }
    return true;
  }
  return one === other;
}
