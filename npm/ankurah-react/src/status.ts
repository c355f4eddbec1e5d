import type { SyncStatus } from 'ankurah';
import { useSyncExternalStore } from 'react';
import { useAnkurah } from './provider.js';

const OPENING: SyncStatus = Object.freeze({
  state: 'opening',
  pending: 0,
  error: null,
  since: new Date(0),
  retryMillis: 0,
});

/** How the client stands to its server, and how many commits wait. */
export function useSyncStatus(): SyncStatus {
  const db = useAnkurah();
  return useSyncExternalStore(
    db.onStatus,
    () => db.status,
    () => OPENING,
  );
}

/** Anything that has a value and tells when it changes: signals of `ankurah/signals`, and what follows their form. */
export interface Readable<T> {
  get(): T;
  readonly subscribe: (listener: () => void) => () => void;
}

/** The value of a signal. */
export function useSignal<T>(signal: Readable<T>): T {
  return useSyncExternalStore(
    signal.subscribe,
    () => signal.get(),
    () => signal.get(),
  );
}
