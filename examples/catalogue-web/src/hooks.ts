import type { UndoManager } from 'ankurah';
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

const NOTHING = { canUndo: false, canRedo: false };
const nothing = () => NOTHING;
const never = () => () => {};

/** Undoes and redoes what this window has done, other than what is typed, which editors undo themselves. */
export function useUndo(onError: (error: unknown) => void): Undoing {
  const db = useAnkurah();
  const { state } = useSyncStatus();
  const [manager, setManager] = useState<UndoManager | null>(null);
  // A client that has never met its server is nobody yet, and is asked again when it has.
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  if (failed && state === 'connected') {
    setFailed(false);
    setAttempt(attempt + 1);
  }
  useEffect(() => {
    const opened = db.undoManager();
    let isOpen = true;
    opened.whenReady().then(
      () => isOpen && setManager(opened),
      () => isOpen && setFailed(true),
    );
    return () => {
      isOpen = false;
      opened.close();
    };
  }, [db, attempt]);
  const can = useSyncExternalStore(manager?.subscribe ?? never, manager === null ? nothing : () => manager.state);

  const run = (what: 'undo' | 'redo') => {
    manager?.[what]().catch(onError);
  };
  return { ...can, undo: () => run('undo'), redo: () => run('redo') };
}
