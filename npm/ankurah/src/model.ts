import type { Flat } from './engine.js';
import { ConflictError, InvalidError } from './errors.js';
import { Query, ankql, type Condition, type Operator, type PathOf, type Values } from './query.js';
import { decoded, Type, type Form, type Id, type Json, type Kind, type Need } from './types.js';

/** The properties of a model. */
export type Shape = { readonly [name: string]: Type<any, Form, Need, any> };

/** A row: a frozen object, the same one as long as nothing in it changes. */
export type RowOf<C extends string, S extends Shape> = { readonly id: Id<C> } & {
  readonly [K in keyof S]: S[K]['row'];
};

/** The rows of a model. */
export type Row<M> = M extends Model<infer C, infer S> ? RowOf<C, S> : never;

type Given<S extends Shape, N extends Need> = { [K in keyof S]: S[K]['need'] extends N ? K : never }[keyof S];

type Begin<T extends Type<any, Form, Need, any>> = T['row'];

/** What an entity is created with. */
export type Create<S extends Shape> = { readonly [K in Given<S, 'required'>]: Begin<S[K]> } & {
  readonly [K in Given<S, 'optional' | 'default'>]?: Begin<S[K]>;
};

/** An edit of a text: at an index, in UTF-16 code units. */
export type TextEdit = { readonly insert: readonly [index: number, text: string] } | { readonly delete: readonly [index: number, length: number] };

/** Builds edits of a text, each at an index in UTF-16 code units of the text that the ones before have left. */
export class TextEdits {
  readonly edits: TextEdit[] = [];

  insert(index: number, text: string): this {
    this.edits.push({ insert: [index, text] });
    return this;
  }

  delete(index: number, length: number): this {
    this.edits.push({ delete: [index, length] });
    return this;
  }
}

type Change<T extends Type<any, Form, Need, any>> = T['form'] extends 'counter'
  ? { readonly add: number }
  : T['form'] extends 'text'
    ? string | readonly TextEdit[] | ((text: TextEdits) => unknown)
    : T['form'] extends 'set'
      ? { readonly clear?: true; readonly remove?: readonly T['element'][]; readonly add?: readonly T['element'][] }
      : T['form'] extends 'document'
        ? { readonly set?: { readonly [path: string]: Json }; readonly remove?: readonly string[] }
        : T['row'];

/** What an edit may change. */
export type Edit<S extends Shape> = { readonly [K in keyof S]?: Change<S[K]> };

/** Edits one property at a time: `tx.edit(album).year(2002).name((text) => text.insert(0, 'The '))`. */
export type Editor<S extends Shape> = { readonly [K in keyof S]-?: (change: NonNullable<Edit<S>[K]> | (null & Edit<S>[K])) => Editor<S> };

/** Which model a row was read by. */
const models = new WeakMap<object, Model<any, any>>();

/** The model that a row was read by. */
export function modelOf<M extends Model<any, any> = Model<any, any>>(row: object): M {
  const known = models.get(row);
  if (known === undefined) {
    throw new InvalidError('web.value', 'this is no row: give the model and the id');
  }
  return known as M;
}

/** Plain values, and what is done to properties of other types, as the engine takes them. */
export interface Written {
  readonly values: Flat;
  readonly operations: Flat;
}

/** What the rows of a collection look like to a program. */
export class Model<C extends string = string, S extends Shape = Shape> {
  readonly #byStored = new Map<string, [string, Type<any, Form, Need, any>]>();

  constructor(
    readonly name: string,
    readonly collection: C,
    readonly shape: S,
  ) {
    for (const [property, type] of Object.entries(shape)) {
      this.#byStored.set(type.first ?? property, [property, type]);
    }
  }

  /** All rows. */
  all(): Query<this> {
    return new Query<this>(this, [], [], undefined);
  }

  where<K extends PathOf<S>>(path: K, operator: 'is null' | 'is not null'): Query<this>;
  where<K extends PathOf<S>, O extends Operator>(path: K, operator: O, value: Values<S, K, O>): Query<this>;
  where(path: string, operator: string, value?: unknown): Query<this> {
    return this.all().where(path as never, operator as never, value as never);
  }

  orderBy(path: PathOf<S>, direction?: 'asc' | 'desc', nulls?: 'nulls first' | 'nulls last'): Query<this> {
    return this.all().orderBy(path, direction, nulls);
  }

  /** The one row with this id. */
  byId(id: Id<C>): Query<this> {
    return this.all().where('id', '=', id as never).limit(1);
  }

  /** Rows that fulfil a condition in AnkQL; what stands in `${}` is bound, never spliced. */
  ankql(strings: TemplateStringsArray, ...values: unknown[]): Query<this> {
    return this.all().and(ankql(strings, ...values));
  }

  /** A condition of rows of this model, for `or`. */
  condition(build: (query: Query<this>) => Query<this>): Condition {
    return build(this.all()).condition();
  }

  property(name: string): Type<any, Form, Need, any> | undefined {
    return Object.hasOwn(this.shape, name) ? this.shape[name] : undefined;
  }

  stored(name: string): string {
    return this.property(name)?.first ?? name;
  }

  /** The model as the engine takes it. */
  describe(): Flat {
    const flat: Flat = [this.name, this.collection];
    for (const [name, type] of Object.entries(this.shape)) {
      flat.push(name, type.first ?? name, type.codec.name, type.need, defaultText(type));
    }
    return flat;
  }

  row(flat: Flat): RowOf<C, S> {
    const row: Record<string, unknown> = { id: flat[0] };
    for (const [name, type] of Object.entries(this.shape)) {
      if (type.need !== 'required') {
        row[name] = type.fallback;
      }
    }
    for (let i = 1; i < flat.length; i += 3) {
      const known = this.#byStored.get(flat[i] as string);
      if (known !== undefined) {
        show(row, known[0], () => decoded(known[1], known[0], flat[i + 1] as Kind, flat[i + 2]));
      }
    }
    for (const name of Object.keys(this.shape)) {
      if (!Object.hasOwn(row, name)) {
        show(row, name, () => missing(this.name, name));
      }
    }
    models.set(row, this);
    return Object.freeze(row) as RowOf<C, S>;
  }

  /** What a property is called here that is stored under a name. */
  named(stored: string): string {
    return this.#byStored.get(stored)?.[0] ?? stored;
  }

  /** Some values of a row, as an event has written them; null where one was cleared. */
  partial(flat: Flat): { readonly [name: string]: unknown } {
    const values: Record<string, unknown> = {};
    for (let i = 0; i < flat.length; i += 3) {
      const known = this.#byStored.get(flat[i] as string);
      if (known !== undefined) {
        const [name, type] = known;
        show(values, name, () => (flat[i + 1] === 0 ? null : decoded(type, name, flat[i + 1] as Kind, flat[i + 2])));
      }
    }
    return Object.freeze(values);
  }

  written(changes: { readonly [name: string]: unknown }, creating: boolean): Written {
    const written: Written = { values: [], operations: [] };
    for (const [name, change] of Object.entries(changes)) {
      if (change !== undefined) {
        write(this, name, change, creating, written);
      }
    }
    return written;
  }
}

/** Declares a model: `model('Album', { name: t.string, year: t.int.default(0) })`. */
export function model<const N extends string, S extends Shape>(
  name: N,
  shape: S,
): Model<SnakeCase<N>, S>;
export function model<const N extends string, const C extends string, S extends Shape>(
  name: N,
  shape: S,
  collection: C,
): Model<C, S>;
export function model(name: string, shape: Shape, collection?: string): Model {
  return new Model(name, collection ?? snakeCase(name), shape);
}

type SnakeCase<N extends string> = N extends `${infer First}${infer Rest}` ? `${Lowercase<First>}${Tail<Rest>}` : N;
type Tail<N extends string> = N extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Tail<Rest>}`
    : `_${Lowercase<First>}${Tail<Rest>}`
  : N;

/** As the stored names of Java's models: `PlaylistTrack` is `playlist_track`. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => (at > 0 ? '_' : '') + letter.toLowerCase());
}

/** A value that cannot be shown is told when it is read, so that the rest of the row can be. */
function show(row: Record<string, unknown>, name: string, value: () => unknown): void {
  try {
    row[name] = value();
  } catch (error) {
    Object.defineProperty(row, name, {
      enumerable: true,
      get() {
        throw error;
      },
    });
  }
}

function missing(model: string, name: string): never {
  throw new ConflictError('model.unreadable', `a row of ${model} has no '${name}', which has to have a value`);
}

function defaultText(type: Type<any, Form, Need, any>): string | null {
  if (type.form !== 'plain' || type.need !== 'default') {
    return null;
  }
  const { fallback } = type;
  if (fallback instanceof Date) {
    return fallback.toISOString();
  }
  return typeof fallback === 'object' ? JSON.stringify(fallback) : String(fallback);
}

function write(model: Model<any, any>, name: string, change: any, creating: boolean, into: Written): void {
  const type = model.property(name);
  if (type === undefined) {
    throw new InvalidError('web.value', `${model.name} has no property '${name}'`);
  }
  const { codec } = type;
  const add = (what: string, one: unknown = null, other: unknown = null) =>
    into.operations.push(model.stored(name), what, one, other);
  switch (type.form) {
    case 'plain':
      if (change === null) {
        if (!creating) {
          into.values.push(model.stored(name), 0, null);
        }
      } else {
        into.values.push(model.stored(name), codec.kind, codec.encode(change));
      }
      break;
    case 'counter':
      add('add', creating ? change : change.add);
      break;
    case 'text':
      if (typeof change === 'string') {
        add('text', change);
      } else {
        for (const edit of typeof change === 'function' ? built(change) : (change as readonly TextEdit[])) {
          'insert' in edit ? add('insert', ...edit.insert) : add('cut', ...edit.delete);
        }
      }
      break;
    case 'set':
      if (!creating && change.clear) {
        add('empty');
      }
      for (const element of creating ? [] : (change.remove ?? [])) {
        add('take', codec.kind, codec.encode(element));
      }
      for (const element of creating ? change : (change.add ?? [])) {
        add('put', codec.kind, codec.encode(element));
      }
      break;
    case 'document':
      for (const path of creating ? [] : (change.remove ?? [])) {
        add('remove', path);
      }
      for (const [path, value] of Object.entries(creating ? change : (change.set ?? {}))) {
        add('set', path, [codec.kind, codec.encode(value)]);
      }
      break;
  }
}

function built(build: (text: TextEdits) => unknown): readonly TextEdit[] {
  const edits = new TextEdits();
  build(edits);
  return edits.edits;
}
