import type { Id, Model, Row } from 'ankurah';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { suspendFor, useFollowed } from './query.js';

export interface EntityOptions {
  /** Suspends until it is known whether the entity is there. */
  readonly suspense?: boolean;
}

type IdOf<M> = M extends Model<infer C, any> ? Id<C> : never;

/** The entity; undefined while it is not there. */
export function useEntity<M extends Model<any, any>>(model: M, id: IdOf<M>, options?: EntityOptions): Row<M> | undefined;
/**
 * What a function makes of the entity; undefined while it is not there. The component is rendered again when that changes, not
 * when the entity does. A list or an object that has the same members as before is the one from before.
 */
export function useEntity<M extends Model<any, any>, T>(
  model: M,
  id: IdOf<M>,
  select: (row: Row<M>) => T,
  options?: EntityOptions,
): T | undefined;
export function useEntity<M extends Model<any, any>, T>(
  model: M,
  id: IdOf<M>,
  selectOrOptions?: ((row: Row<M>) => T) | EntityOptions,
  more?: EntityOptions,
): T | Row<M> | undefined {
  const select = typeof selectOrOptions === 'function' ? selectOrOptions : undefined;
  const options = typeof selectOrOptions === 'function' ? more : selectOrOptions;
  const followed = useFollowed<M>(model.byId(id) as never);
  const shown = useRef<T | Row<M> | undefined>(undefined);
  const get = useMemo(() => {
    let of: Row<M> | undefined;
    let made: T | Row<M> | undefined;
    let isMade = false;
    return () => {
      const row = followed.get().rows[0];
      if (!isMade || row !== of) {
        const next = row === undefined || select === undefined ? row : select(row);
        made = isMade || shown.current !== undefined ? same(isMade ? made : shown.current, next) : next;
        [of, isMade] = [row, true];
      }
      return made;
    };
  }, [followed, select]);
  const value = useSyncExternalStore(followed.subscribe, get, nothing);
  useEffect(() => {
    shown.current = value;
  }, [value]);
  if (options?.suspense === true) {
    suspendFor(followed);
  }
  return value;
}

function nothing(): undefined {
  return undefined;
}

/** The value before if the next one has the same members. */
function same<T>(before: T, next: T): T {
  if (Object.is(before, next) || !isPlain(before) || !isPlain(next)) {
    return next;
  }
  const keys = Object.keys(before);
  const others = next as Record<string, unknown>;
  return keys.length === Object.keys(others).length &&
    keys.every((key) => Object.hasOwn(others, key) && Object.is((before as Record<string, unknown>)[key], others[key]))
    ? before
    : next;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}
