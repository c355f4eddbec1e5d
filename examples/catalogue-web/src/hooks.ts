import type { Ankurah, LiveQuery, LiveState, Model, Query, Row, SyncStatus } from 'ankurah';
import { createContext, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';

export const Database = createContext<Ankurah | null>(null);

export function useDatabase(): Ankurah {
  const db = useContext(Database);
  if (db === null) {
    throw new Error('there is no database above this component');
  }
  return db;
}

export function useStatus(): SyncStatus {
  const db = useDatabase();
  return useSyncExternalStore(db.onStatus, () => db.status);
}

const OPENING: LiveState<never> = Object.freeze({ rows: Object.freeze([]), status: 'opening', error: null });
const nothing = () => () => {};

/** The rows of a query, for as long as the component is there; null follows nothing. */
export function useRows<M extends Model<any, any>>(query: Query<M> | null): LiveState<Row<M>> {
  const db = useDatabase();
  const [live, setLive] = useState<LiveQuery<M> | null>(null);
  const latest = useRef(query);
  latest.current = query;
  const follows = query !== null;
  useEffect(() => {
    if (!follows || latest.current === null) {
      setLive(null);
      return undefined;
    }
    const opened = db.live(latest.current);
    setLive(opened);
    return () => opened.close();
  }, [db, follows]);
  const key = query?.key;
  useEffect(() => {
    if (live !== null && live.status !== 'closed' && latest.current !== null) {
      live.update(latest.current);
    }
  }, [live, key]);
  return useSyncExternalStore(live?.subscribe ?? nothing, () => live?.state ?? OPENING);
}

/** A value that follows another one when that has been the same for a while. */
export function useSettled<T>(value: T, millis: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return settled;
}

/** What the address names behind its `#`. */
export function useHash(): [string, (next: string) => void] {
  const hash = useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
    () => location.hash.slice(1),
  );
  return [hash, useCallback((next: string) => (location.hash = next), [])];
}
