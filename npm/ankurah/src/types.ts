import { ConflictError, InvalidError } from './errors.js';

/** The kinds of stored values, in their order. */
export const enum Kind {
  NULL,
  BOOL,
  INT,
  FLOAT,
  DECIMAL,
  STRING,
  BYTES,
  INSTANT,
  DATE,
  LOCAL_DATETIME,
  UUID,
  ID,
  JSON,
  LIST,
}

declare const idOf: unique symbol;

/** The id of an entity of a collection: 52 characters. */
export type Id<C extends string = string> = string & { readonly [idOf]: C };

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Whether a row must have a value of its own. */
export type Need = 'required' | 'optional' | 'default';

/** How a property is written. */
export type Form = 'plain' | 'counter' | 'text' | 'set' | 'document';

/** How values of one type are stored. */
export interface Codec<T> {
  /** As the models of Java have it: `int`, `list string`. */
  readonly name: string;
  readonly kind: Kind;
  encode(value: T): unknown;
  /** Undefined when the stored value is none of the type. */
  decode(kind: Kind, content: unknown): T | undefined;
}

/** The type of a property. `R` is what rows have, `F` how it is written, `N` whether it must be given. */
export class Type<R, F extends Form = 'plain', N extends Need = 'required', E = R> {
  declare readonly row: R;
  declare readonly element: E;

  constructor(
    readonly codec: Codec<E>,
    readonly form: F,
    readonly need: N,
    readonly fallback: R | undefined,
    readonly first: string | undefined,
  ) {}

  /** The name it is stored under, if programs called it otherwise at first. */
  storedAs(first: string): Type<R, F, N, E> {
    return new Type(this.codec, this.form, this.need, this.fallback, first);
  }
}

/** The type of a property that holds one whole value. */
export class PlainType<T, N extends Need = 'required', R = T> extends Type<R, 'plain', N, T> {
  constructor(codec: Codec<T>, need: N, fallback: R | undefined, first?: string) {
    super(codec, 'plain', need, fallback, first);
  }

  /** Null in rows without a value. */
  get optional(): PlainType<T, 'optional', T | null> {
    return new PlainType<T, 'optional', T | null>(this.codec, 'optional', null, this.first);
  }

  /** What rows without a value read as. */
  default(value: T): PlainType<T, 'default', T> {
    return new PlainType<T, 'default', T>(this.codec, 'default', value, this.first);
  }

  override storedAs(first: string): PlainType<T, N, R> {
    return new PlainType<T, N, R>(this.codec, this.need, this.fallback, first);
  }
}

function wrong(name: string, value: unknown): never {
  throw new InvalidError('web.value', `${describe(value)} is no ${name}`);
}

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function plain<T>(
  name: string,
  kind: Kind,
  encode: (value: T) => unknown,
  decode: (kind: Kind, content: unknown) => T | undefined,
): PlainType<T> {
  return new PlainType<T>({ name, kind, encode, decode }, 'required', undefined);
}

function isNumeric(kind: Kind): boolean {
  return kind === Kind.INT || kind === Kind.FLOAT || kind === Kind.DECIMAL;
}

const boolean = plain<boolean>(
  'boolean',
  Kind.BOOL,
  (value) => (typeof value === 'boolean' ? value : wrong('boolean', value)),
  (kind, content) => (kind === Kind.BOOL ? (content as boolean) : undefined),
);

const int = plain<number>(
  'int',
  Kind.INT,
  (value) => (Number.isInteger(value) && Math.abs(value) <= 0x7fffffff ? value : wrong('int', value)),
  (kind, content) => {
    const number = isNumeric(kind) ? Number(content) : NaN;
    return Number.isSafeInteger(number) ? number : undefined;
  },
);

const LONG = 1n << 63n;

function digits(value: bigint): number | string {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : String(value);
}

const long = plain<bigint>(
  'long',
  Kind.INT,
  (value) => (typeof value === 'bigint' && value >= -LONG && value < LONG ? digits(value) : wrong('long', value)),
  (kind, content) => {
    try {
      return isNumeric(kind) ? BigInt(content as number | string) : undefined;
    } catch {
      return undefined; // a fraction
    }
  },
);

const double = plain<number>(
  'double',
  Kind.FLOAT,
  (value) => (typeof value === 'number' && !Number.isNaN(value) ? value : wrong('double', value)),
  (kind, content) => (isNumeric(kind) ? Number(content) : undefined),
);

const decimal = plain<string>(
  'decimal',
  Kind.DECIMAL,
  (value) => (typeof value === 'string' ? value : wrong('decimal', value)),
  (kind, content) => (isNumeric(kind) ? String(content) : undefined),
);

const string = plain<string>(
  'string',
  Kind.STRING,
  (value) => (typeof value === 'string' ? value : wrong('string', value)),
  (kind, content) => (kind === Kind.STRING ? (content as string) : undefined),
);

const bytes = plain<Uint8Array>(
  'bytes',
  Kind.BYTES,
  (value) =>
    value instanceof Uint8Array
      ? new Int8Array(value.buffer, value.byteOffset, value.byteLength)
      : wrong('Uint8Array', value),
  (kind, content) => (kind === Kind.BYTES ? new Uint8Array(content as Int8Array) : undefined),
);

const instant = plain<Date>(
  'instant',
  Kind.INSTANT,
  (value) =>
    value instanceof Date && !Number.isNaN(value.getTime())
      ? digits(BigInt(value.getTime()) * 1000n)
      : wrong('valid Date', value),
  (kind, content) => {
    const date = kind === Kind.INSTANT ? new Date(Math.floor(Number(content) / 1000)) : undefined;
    return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
  },
);

/** A type whose values are texts of a form that the engine reads. */
function written(name: string, kind: Kind): PlainType<string> {
  return plain<string>(
    name,
    kind,
    (value) => (typeof value === 'string' ? value : wrong(name, value)),
    (found, content) => (found === kind ? (content as string) : undefined),
  );
}

function freeze(value: Json): Json {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

const ID = /^[0-9A-Za-z]{52}$/;

function ids<C extends string>(): PlainType<Id<C>> {
  return plain<Id<C>>(
    'id',
    Kind.ID,
    (value) => (typeof value === 'string' && ID.test(value) ? value : wrong('id', value)),
    (kind, content) => (kind === Kind.ID ? (content as Id<C>) : undefined),
  );
}

/** `T` is what the program expects there; nothing holds it to that. */
function json<T = Json>(): PlainType<T> {
  return plain<T>(
    'json',
    Kind.JSON,
    (value) => JSON.stringify(value) ?? wrong('JSON', value),
    (kind, content) => (kind === Kind.JSON ? (freeze(JSON.parse(content as string)) as unknown as T) : undefined),
  );
}

function oneOf<const T extends string>(...constants: readonly T[]): PlainType<T> {
  return plain<T>(
    'string',
    Kind.STRING,
    (value) => (constants.includes(value) ? value : wrong(`one of ${constants.join(', ')}`, value)),
    (kind, content) => (kind === Kind.STRING && constants.includes(content as T) ? (content as T) : undefined),
  );
}

function items<T>(codec: Codec<T>, content: unknown): readonly T[] | undefined {
  const flat = content as unknown[];
  const list: T[] = [];
  for (let i = 0; i < flat.length; i += 2) {
    const item = codec.decode(flat[i] as Kind, flat[i + 1]);
    if (item === undefined) {
      return undefined;
    }
    list.push(item);
  }
  return Object.freeze(list);
}

function list<T>(of: PlainType<T>): PlainType<readonly T[]> {
  const codec = of.codec;
  return plain<readonly T[]>(
    `list ${codec.name}`,
    Kind.LIST,
    (values) => values.flatMap((value) => [codec.kind, codec.encode(value)]),
    (kind, content) => (kind === Kind.LIST ? items(codec, content) : undefined),
  );
}

/** What a property of a model may be. */
export const t = {
  boolean,
  /** A whole number of 32 bits. */
  int,
  /** A whole number of 64 bits, as a bigint. */
  long,
  double,
  /** An exact number, as its digits. */
  decimal,
  string,
  bytes,
  /** A point in time. Microseconds that a `Date` cannot hold are kept as long as the property is not written. */
  instant,
  /** `2020-01-31` */
  date: written('date', Kind.DATE),
  /** `2020-01-31T10:00:00.25` */
  localDateTime: written('localDateTime', Kind.LOCAL_DATETIME),
  uuid: written('uuid', Kind.UUID),
  json,
  oneOf,
  list,
  /** The id of an entity of a model, which may be declared later: `t.ref<'artist'>()`. */
  ref: ids,
  /** A number that is added to; it begins at 0. */
  counter: new Type<number, 'counter', 'default'>({ ...int.codec, name: 'counter' }, 'counter', 'default', 0, undefined),
  /** A text that several may edit at once; it begins empty. */
  text: new Type<string, 'text', 'default'>({ ...string.codec, name: 'text' }, 'text', 'default', '', undefined),
  /** A JSON object that is written path by path; it begins empty. */
  document: new Type<{ readonly [key: string]: Json }, 'document', 'default', Json>(
    { ...json().codec, name: 'document' },
    'document',
    'default',
    Object.freeze({}),
    undefined,
  ),
  /** A set of which a removal takes out what its author had seen; it begins empty. */
  set<T>(of: PlainType<T>): Type<readonly T[], 'set', 'default', T> {
    return new Type<readonly T[], 'set', 'default', T>(
      { ...of.codec, name: `set ${of.codec.name}` },
      'set',
      'default',
      Object.freeze([]),
      undefined,
    );
  },
};

/** What a row shows for a property. */
export function decoded<R, E>(type: Type<R, Form, Need, E>, name: string, kind: Kind, content: unknown): R {
  const value: unknown =
    type.form === 'set'
      ? kind === Kind.LIST
        ? items(type.codec, content)
        : undefined
      : type.codec.decode(kind, content);
  if (value === undefined) {
    throw new ConflictError('model.unreadable', `'${name}' of this row holds no ${type.codec.name}`);
  }
  return value as R;
}
