import type { Id, Model } from 'ankurah';
import { followText, NO_TEXT, type TextsOf, type TextState } from 'ankurah/yjs';
import { useMemo, useSyncExternalStore } from 'react';
import { useAnkurah } from './provider.js';

export type { TextState } from 'ankurah/yjs';

type IdOf<M> = M extends Model<infer C, any> ? Id<C> : never;

/**
 * A text that is typed in: `value` and `setValue` for a field, `text` for an editor that is bound to a `Y.Text`. It is open while the
 * component is mounted, and five seconds longer.
 */
export function useText<M extends Model<any, any>>(model: M, id: IdOf<M>, property: TextsOf<M>): TextState {
  const db = useAnkurah();
  const { name } = model;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the name stands for the model
  const followed = useMemo(() => followText(db, model, id, property), [db, name, id, property]);
  return useSyncExternalStore(followed.subscribe, followed.get, pending);
}

function pending(): TextState {
  return NO_TEXT;
}
