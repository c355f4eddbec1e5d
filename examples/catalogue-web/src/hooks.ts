import { useAnkurah } from 'ankurah-react';
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

/** Undoes and redoes what this window has done, other than what is typed, which editors undo themselves. */
export function useUndo(onError: (error: unknown) => void): Undoing {
  const db = useAnkurah();
  const [manager, setManager] = useState<Awaited<ReturnType<typeof open>> | null>(null);
  const [can, setCan] = useState({ canUndo: false, canRedo: false });
  const open = () => db.internals.ask((node) => node.undoManager(MOST_UNDONE));

  useEffect(() => {
    let isOpen = true;
    const opening = open();
    opening.then((opened) => isOpen && setManager(opened), () => {});
    return () => {
      isOpen = false;
      opening.then((opened) => opened.close()).catch(() => {});
    };
  }, [db]);
  useEffect(() => {
    const look = () => manager && setCan({ canUndo: manager.canUndo(), canRedo: manager.canRedo() });
    look();
    return db.onStatus(look);
  }, [db, manager]);

  const run = (what: 'undo' | 'redo') => {
    manager?.[what]().catch(onError);
  };
  return { ...can, undo: () => run('undo'), redo: () => run('redo') };
}
