import type { Flat } from './engine.js';
import { InvalidError } from './errors.js';
import type { Model, Shape } from './model.js';
import { Kind, type PlainType, t } from './types.js';

/** How a property is compared. */
export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'between' | 'like' | 'ilike';

/** A property, or a path that begins with one: into JSON, or through a reference. */
export type PathOf<S extends Shape> = (keyof S & string) | `${keyof S & string}.${string}` | 'id';

type At<S extends Shape, K> = K extends keyof S ? NonNullable<S[K]['element']> : unknown;

/** What an operator compares a property with. */
export type Values<S extends Shape, K, O extends Operator> = O extends 'in' | 'not in'
  ? readonly At<S, K>[]
  : O extends 'between'
    ? readonly [At<S, K>, At<S, K>]
    : At<S, K>;

/** A condition in AnkQL and the values of its `?`. */
export class Condition {
  constructor(
    readonly text: string,
    readonly values: readonly unknown[],
  ) {}
}

/** A value and its type, for where the type cannot be told from the value: `bind(t.decimal, '1.50')`. */
export function bind<T>(type: PlainType<T, any, any>, value: T): unknown {
  return new Bound(type.codec.kind, type.codec.encode(value));
}

class Bound {
  constructor(
    readonly kind: Kind,
    readonly content: unknown,
  ) {}
}

/**
 * A condition whose values are bound: `` ankql`year > ${since} AND label IS NOT NULL` ``. A number without a fraction is an int, a
 * `Date` an instant; a string is a string, so an id or a decimal needs {@link bind}.
 */
export function ankql(strings: TemplateStringsArray, ...values: unknown[]): Condition {
  const bound: unknown[] = [];
  let text = strings[0] ?? '';
  values.forEach((value, i) => {
    if (value instanceof Condition) {
      text += `(${value.text})`;
      bound.push(...value.values);
    } else {
      text += '?';
      push(value, bound);
    }
    text += strings[i + 1] ?? '';
  });
  return new Condition(text, bound);
}

function push(value: unknown, into: unknown[]): void {
  if (value instanceof Bound) {
    into.push(value.kind, value.content);
    return;
  }
  if (value === null || value === undefined) {
    into.push(Kind.NULL, null);
    return;
  }
  switch (typeof value) {
    case 'boolean':
      into.push(Kind.BOOL, value);
      return;
    case 'number':
      into.push(Number.isSafeInteger(value) ? Kind.INT : Kind.FLOAT, value);
      return;
    case 'bigint':
      into.push(Kind.INT, t.long.codec.encode(value));
      return;
    case 'string':
      into.push(Kind.STRING, value);
      return;
  }
  if (value instanceof Date) {
    into.push(Kind.INSTANT, t.instant.codec.encode(value));
  } else if (value instanceof Uint8Array) {
    into.push(Kind.BYTES, t.bytes.codec.encode(value));
  } else {
    throw new InvalidError('web.value', 'this cannot be bound to a query: say with bind(...) what it is');
  }
}

const OPERATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=', 'like', 'ilike']);

function quoted(model: Model<any, any>, path: string): string {
  const [first, ...rest] = path.split('.');
  return [model.stored(first ?? ''), ...rest].map((step) => `"${step.replaceAll('"', '""')}"`).join('.');
}

/** Which rows of a model, in which order, and how many. Immutable. */
export class Query<M extends Model<any, any>> {
  /** Equal for equal queries. */
  readonly key: string;

  constructor(
    readonly model: M,
    readonly conditions: readonly Condition[],
    readonly order: readonly string[],
    readonly most: number | undefined,
  ) {
    this.key = JSON.stringify([model.collection, model.name, this.text(), this.values()], (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
  }

  where<K extends PathOf<M['shape']>>(path: K, operator: 'is null' | 'is not null'): Query<M>;
  where<K extends PathOf<M['shape']>, O extends Operator>(
    path: K,
    operator: O,
    value: Values<M['shape'], K, O>,
  ): Query<M>;
  where(path: string, operator: string, value?: unknown): Query<M> {
    return this.and(compared(this.model, path, operator, value));
  }

  and(condition: Condition): Query<M> {
    return new Query(this.model, [...this.conditions, condition], this.order, this.most);
  }

  /** Rows that fulfil any of the conditions. */
  any(...conditions: readonly Condition[]): Query<M> {
    const text = conditions.map((condition) => `(${condition.text})`).join(' OR ');
    return this.and(new Condition(text, conditions.flatMap((condition) => condition.values)));
  }

  orderBy(
    path: PathOf<M['shape']>,
    direction: 'asc' | 'desc' = 'asc',
    nulls?: 'nulls first' | 'nulls last',
  ): Query<M> {
    const column = `${quoted(this.model, path)} ${direction === 'desc' ? 'DESC' : 'ASC'}`;
    const whole = nulls === undefined ? column : `${column} ${nulls === 'nulls last' ? 'NULLS LAST' : 'NULLS FIRST'}`;
    return new Query(this.model, this.conditions, [...this.order, whole], this.most);
  }

  limit(rows: number): Query<M> {
    if (!Number.isSafeInteger(rows) || rows < 0) {
      throw new InvalidError('query.limit', `a limit is 0 or more, not ${rows}`);
    }
    return new Query(this.model, this.conditions, this.order, rows);
  }

  condition(): Condition {
    const [first, ...more] = this.conditions;
    if (first === undefined || more.length === 0) {
      return first ?? new Condition('', []);
    }
    return new Condition(
      this.conditions.map((condition) => `(${condition.text})`).join(' AND '),
      this.conditions.flatMap((condition) => condition.values),
    );
  }

  /** The query in AnkQL. */
  text(): string {
    const where = this.condition().text;
    const order = this.order.length > 0 ? ` ORDER BY ${this.order.join(', ')}` : '';
    return where + order + (this.most === undefined ? '' : ` LIMIT ${this.most}`);
  }

  /** The values of its `?`, as the engine takes them. */
  values(): Flat {
    return [...this.condition().values];
  }
}

function compared(model: Model<any, any>, path: string, operator: string, value: unknown): Condition {
  const name = quoted(model, path);
  if (operator === 'is null' || operator === 'is not null') {
    return new Condition(`${name} ${operator.toUpperCase()}`, []);
  }
  const bound: unknown[] = [];
  const add = (one: unknown) => {
    const type = path === 'id' ? t.ref() : model.property(path);
    if (type !== undefined && one !== null && !(one instanceof Bound)) {
      bound.push(type.codec.kind, type.codec.encode(one as never));
    } else {
      push(one, bound);
    }
    return '?';
  };
  if (operator === 'in' || operator === 'not in') {
    const list = (value as readonly unknown[]).map(add);
    return new Condition(`${name} ${operator.toUpperCase()} (${list.join(', ')})`, bound);
  }
  if (operator === 'between') {
    const [low, high] = value as readonly [unknown, unknown];
    return new Condition(`${name} BETWEEN ${add(low)} AND ${add(high)}`, bound);
  }
  if (!OPERATORS.has(operator)) {
    throw new InvalidError('query.syntax', `there is no operator '${operator}'`);
  }
  return new Condition(`${name} ${operator.toUpperCase()} ${add(value)}`, bound);
}
