// For Solid: what is followed as long as the owner lives that it is called under, such as a component.
import { createEffect, createSignal, onCleanup, type Accessor } from 'solid-js';
import type { Ankurah, SyncStatus } from './database.js';
import { follow, PENDING, type QueryState } from './follow.js';
import type { Model, Row } from './model.js';
import type { Query } from './query.js';

/** A query, which may depend on signals: `createQuery(db, () => Album.where('year', '>', since()))`. */
export function createQuery<M extends Model<any, any>>(db: Ankurah, query: Accessor<Query<M>>): Accessor<QueryState<Row<M>>> {
  const [state, show] = createSignal<QueryState<Row<M>>>(PENDING);
  createEffect(() => {
    const followed = follow(db, query());
    const look = () => show(() => followed.get());
    onCleanup(followed.subscribe(look));
    look();
  });
  return state;
}

/** How the client stands to its server. */
export function createSyncStatus(db: Ankurah): Accessor<SyncStatus> {
  const [status, show] = createSignal(db.status);
  onCleanup(db.onStatus(() => show(() => db.status)));
  return status;
}
