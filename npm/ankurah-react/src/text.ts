import type { Id, Model } from 'ankurah';
import { followFragment, followText, type FragmentState, NO_FRAGMENT, NO_TEXT, type TextsOf, type TextState } from 'ankurah/yjs';
import { useMemo, useSyncExternalStore } from 'react';
import { useAnkurah } from './provider.js';

export type { FragmentState, TextState } from 'ankurah/yjs';

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
  return useSyncExternalStore(followed.subscribe, followed.get, () => NO_TEXT);
}

/**
 * A text with elements, for an editor of rich text that is bound to a `Y.XmlFragment`, such as ProseMirror or Tiptap. Open as long as
 * that of {@link useText}. What is written in it renders nothing anew; another `fragment` has the editor made anew.
 */
export function useFragment<M extends Model<any, any>>(model: M, id: IdOf<M>, property: TextsOf<M>): FragmentState {
  const db = useAnkurah();
  const { name } = model;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the name stands for the model
  const followed = useMemo(() => followFragment(db, model, id, property), [db, name, id, property]);
  return useSyncExternalStore(followed.subscribe, followed.get, () => NO_FRAGMENT);
}
