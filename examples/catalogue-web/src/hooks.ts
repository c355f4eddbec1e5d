import type { Ankurah } from 'ankurah';
import { useAnkurah, useSyncStatus } from 'ankurah-react';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

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

export interface Undoing {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
}

const MOST_UNDONE = 100;

type Manager = Awaited<ReturnType<typeof openManager>>;

function openManager(db: Ankurah) {
  return db.internals.ask((node) => node.undoManager(MOST_UNDONE));
}

/** Undoes and redoes what this window has done, other than what is typed, which editors undo themselves. */
export function useUndo(onError: (error: unknown) => void): Undoing {
  const db = useAnkurah();
  const { state, pending } = useSyncStatus();
  const [manager, setManager] = useState<Manager | null>(null);
  const [can, setCan] = useState({ canUndo: false, canRedo: false });
  // A client that has never met its server is nobody yet, and is asked again when it has.
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  if (failed && state === 'connected') {
    setFailed(false);
    setAttempt(attempt + 1);
  }
  useEffect(() => {
    let isOpen = true;
    const opening = openManager(db);
    opening.then(
      (opened) => isOpen && setManager(opened),
      () => isOpen && setFailed(true),
    );
    return () => {
      isOpen = false;
      opening.then((opened) => opened.close()).catch(() => {});
    };
  }, [db, attempt]);
  useEffect(() => {
    setCan({ canUndo: manager?.canUndo() ?? false, canRedo: manager?.canRedo() ?? false });
  }, [manager, pending]);

  const run = (what: 'undo' | 'redo') => {
    manager?.[what]().catch(onError);
  };
  return { ...can, undo: () => run('undo'), redo: () => run('redo') };
}
