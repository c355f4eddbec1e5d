// For Svelte, and for whatever else takes its stores: `$albums.rows` in a component.
import type { Ankurah, SyncStatus } from './database.js';
import { follow, type QueryState } from './follow.js';
import type { Model, Row } from './model.js';
import type { Query } from './query.js';

/** A store of Svelte. */
export interface Store<T> {
  subscribe(run: (value: T) => void): () => void;
}

function store<T>(subscribe: (listener: () => void) => () => void, get: () => T): Store<T> {
  return {
    subscribe(run) {
      const end = subscribe(() => run(get()));
      run(get());
      return end;
    },
  };
}

/** A query, followed as long as somebody is subscribed. */
export function query<M extends Model<any, any>>(db: Ankurah, what: Query<M>): Store<QueryState<Row<M>>> {
  const followed = follow(db, what);
  return store(followed.subscribe, followed.get);
}

/** How the client stands to its server. */
export function syncStatus(db: Ankurah): Store<SyncStatus> {
  return store(db.onStatus, () => db.status);
}
