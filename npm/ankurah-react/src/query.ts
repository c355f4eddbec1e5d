import type { Model, Query, Row } from 'ankurah';
import { follow, PENDING, type Followed, type QueryState } from 'ankurah/follow';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { useAnkurah } from './provider.js';

export interface QueryOptions {
  /** Suspends until the first rows are there, and throws what the query failed with, for `Suspense` and error boundaries. */
  readonly suspense?: boolean;
  /** Shows the rows of the query before until those of the next one are there. */
  readonly keepPrevious?: boolean;
}

/** While a page is rendered on a server nothing is followed and nothing suspends. */
const onServer = typeof window === 'undefined';

const pending = (): QueryState<never> => PENDING;

/** The query of a component. An equal query is the same one, so it may be built anew in each render. */
export function useFollowed<M extends Model<any, any>>(query: Query<M>): Followed<Row<M>> {
  const db = useAnkurah();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for the query
  return useMemo(() => follow(db, query), [db, query.key]);
}

/** Must come after the hooks of its caller: what suspends comes back to them from the start. */
export function suspendFor(followed: Followed<unknown>): void {
  const { status, error } = followed.get();
  if (onServer) {
    return;
  }
  if (status === 'failed' && error !== null) {
    throw error;
  }
  if (status === 'opening') {
    throw followed.opened();
  }
}

/** Follows a query while the component is mounted, and five seconds longer. */
export function useQuery<M extends Model<any, any>>(query: Query<M>, options?: QueryOptions): QueryState<Row<M>> {
  const followed = useFollowed(query);
  const state = useSyncExternalStore<QueryState<Row<M>>>(followed.subscribe, followed.get, pending);
  const shown = usePrevious(state, options?.keepPrevious === true);
  if (options?.suspense === true) {
    suspendFor(followed);
  }
  return shown;
}

function usePrevious<R>(state: QueryState<R>, keep: boolean): QueryState<R> {
  const [last, setLast] = useState(state);
  const isOpening = state.status === 'opening';
  if (keep && !isOpening && last !== state) {
    setLast(state);
  }
  return useMemo(
    () => (keep && isOpening ? { ...state, rows: last.rows } : state),
    [state, last, keep, isOpening],
  );
}
