import type { Flat } from './engine.js';
import type { Model, Row } from './model.js';

/** One event of an entity. */
export interface HistoryEntry<R> {
  readonly id: string;
  /** The name of the principal; empty for nobody in particular. */
  readonly author: string;
  /** By its author's clock. */
  readonly time: Date;
  readonly transaction: string;
  /** Whether it is this client's own and waits for a server's word. */
  readonly pending: boolean;
  /** Whether its content was taken away for good. */
  readonly erased: boolean;
  /** The events that its author had seen last. */
  readonly parents: readonly string[];
  /** The plain values it wrote; null where it cleared one. */
  readonly written: { readonly [K in keyof R]?: R[K] | null };
  /** The properties of other types that it changed: texts, counters, sets and documents. */
  readonly changed: readonly (keyof R)[];
  /** Whether it deleted the entity or brought it back; null if neither. */
  readonly deleted: boolean | null;
}

const FIELDS = 9;

export function entries<M extends Model<any, any>>(model: M, flat: Flat): readonly HistoryEntry<Row<M>>[] {
  const all: HistoryEntry<Row<M>>[] = [];
  for (let i = 0; i < flat.length; i += FIELDS) {
    const [id, author, millis, transaction, pending, erased, parents, written, changed] = flat.slice(i, i + FIELDS);
    all.push(
      Object.freeze({
        id: id as string,
        author: author as string,
        time: new Date(millis as number),
        transaction: transaction as string,
        pending: pending as boolean,
        erased: erased as boolean,
        parents: Object.freeze(parents as string[]),
        written: model.partial(written as Flat) as { readonly [K in keyof Row<M>]?: Row<M>[K] | null },
        changed: Object.freeze((changed as string[]).map((name) => model.named(name) as keyof Row<M>)),
        deleted: deleted(written as Flat),
      }),
    );
  }
  return Object.freeze(all);
}

function deleted(written: Flat): boolean | null {
  const at = written.indexOf('_deleted');
  return at < 0 ? null : written[at + 2] === true;
}
