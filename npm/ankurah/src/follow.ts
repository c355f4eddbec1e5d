// Live queries that several parts of a program share: what user interfaces are bound to.
import type { Ankurah } from './database.js';
import type { LiveQuery, LiveState } from './live.js';
import type { Model, Row } from './model.js';
import type { Query } from './query.js';

/** A query at one moment: the same object until something changes. */
export interface QueryState<R> extends LiveState<R> {
  /** Whether there may be rows beyond the limit. */
  readonly hasMore: boolean;
  /** Shows so many rows more than now, or as many more as the query's limit; whoever follows the same query sees them too. */
  readonly loadMore: (rows?: number) => void;
}

/**
 * A query that is followed as long as somebody listens, and a little longer. Everybody who follows an equal query of one client
 * has the same one underneath.
 */
export interface Followed<R> {
  /** May be called at any time, also where nothing is followed. */
  readonly get: () => QueryState<R>;
  /** Follows it from now on; gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins to follow it before somebody listens, for no longer than it lingers. Kept when the first rows are there; never fails. */
  readonly opened: () => Promise<void>;
}

const nothing = () => {};

/** What a query shows that nobody has opened: nothing yet. */
export const PENDING: QueryState<never> = Object.freeze({
  rows: Object.freeze([]),
  status: 'opening',
  error: null,
  hasMore: false,
  loadMore: nothing,
});

const shared = new WeakMap<Ankurah, Map<string, Shared<any>>>();

/** Follows a query together with whoever else does. Nothing begins before somebody listens. */
export function follow<M extends Model<any, any>>(db: Ankurah, query: Query<M>): Followed<Row<M>> {
  let all = shared.get(db);
  if (all === undefined) {
    all = new Map();
    shared.set(db, all);
  }
  const known = all;
  const own = new Shared<M>(db, query, known);
  const now = (): Shared<M> => known.get(query.key) ?? own;
  return {
    get: () => now().state,
    subscribe: (listener) => now().subscribe(listener),
    opened: () => now().opened(),
  };
}

/** One live query and those who listen to it. It is among the shared ones as long as it is followed. */
class Shared<M extends Model<any, any>> {
  state: QueryState<Row<M>> = PENDING;
  #live: LiveQuery<M> | undefined;
  #users = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #db: Ankurah;
  readonly #query: Query<M>;
  readonly #all: Map<string, Shared<any>>;

  constructor(db: Ankurah, query: Query<M>, all: Map<string, Shared<any>>) {
    this.#db = db;
    this.#query = query;
    this.#all = all;
  }

  subscribe(listener: () => void): () => void {
    const live = this.#follow();
    const end = live.subscribe(listener);
    this.#users++;
    clearTimeout(this.#timer);
    let open = true;
    return () => {
      if (open) {
        open = false;
        end();
        this.#users--;
        this.#linger();
      }
    };
  }

  opened(): Promise<void> {
    const live = this.#follow();
    if (this.#users === 0) {
      this.#linger();
    }
    return live.whenOpen().then(nothing, nothing);
  }

  #follow(): LiveQuery<M> {
    if (this.#live === undefined) {
      this.#live = this.#db.live(this.#query);
      this.#all.set(this.#query.key, this);
      this.#live.subscribe(this.#look);
      this.#look();
    }
    return this.#live;
  }

  /** A failed query is not kept, so that whoever comes next tries again. */
  #linger(): void {
    clearTimeout(this.#timer);
    if (this.#users === 0) {
      const millis = this.state.status === 'failed' ? 0 : this.#db.lingerMillis;
      this.#timer = setTimeout(() => this.#end(), millis);
      (this.#timer as { unref?: () => void }).unref?.();
    }
  }

  #end(): void {
    const live = this.#live;
    if (this.#users === 0 && live !== undefined) {
      this.#all.delete(this.#query.key);
      this.#live = undefined;
      this.state = PENDING;
      live.close();
    }
  }

  readonly #look = (): void => {
    const live = this.#live;
    if (live !== undefined) {
      const { most } = live.query;
      this.state = Object.freeze({
        ...live.state,
        hasMore: most !== undefined && live.rows.length >= most,
        loadMore: this.#loadMore,
      });
    }
  };

  readonly #loadMore = (rows?: number): void => {
    const live = this.#live;
    const { most } = this.#query;
    if (live !== undefined && most !== undefined && live.rows.length >= (live.query.most ?? 0)) {
      live.update(this.#query.limit((live.query.most ?? most) + (rows ?? most)));
    }
  };
}
