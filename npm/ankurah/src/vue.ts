// For Vue: what is followed as long as the scope lives that it is called in, such as a component.
import { onScopeDispose, shallowRef, toValue, watchEffect, type MaybeRefOrGetter, type ShallowRef } from 'vue';
import type { Ankurah, SyncStatus } from './database.js';
import { follow, PENDING, type QueryState } from './follow.js';
import type { Model, Row } from './model.js';
import type { Query } from './query.js';

/** A query, which may depend on reactive values: `useQuery(db, () => Album.where('year', '>', since.value))`. */
export function useQuery<M extends Model<any, any>>(
  db: Ankurah,
  query: MaybeRefOrGetter<Query<M>>,
): Readonly<ShallowRef<QueryState<Row<M>>>> {
  const state = shallowRef<QueryState<Row<M>>>(PENDING);
  watchEffect((onCleanup) => {
    const followed = follow(db, toValue(query));
    const look = () => {
      state.value = followed.get();
    };
    onCleanup(followed.subscribe(look));
    look();
  });
  return state;
}

/** How the client stands to its server. */
export function useSyncStatus(db: Ankurah): Readonly<ShallowRef<SyncStatus>> {
  const status = shallowRef(db.status);
  onScopeDispose(
    db.onStatus(() => {
      status.value = db.status;
    }),
  );
  return status;
}
