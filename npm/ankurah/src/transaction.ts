import type { EngineReceipt, EngineTx } from './engine.js';
import { abortable, NotFoundError, typed } from './errors.js';
import { modelOf, type Create, type Edit, type Editor, type Model, type Row, type RowOf, type Shape } from './model.js';
import type { Query } from './query.js';
import type { Id } from './types.js';

type Ids<M> = M extends Model<infer C, any> ? Id<C> : never;

/** Changes that happen together. It is used inside of the function that it is given to, and ends with it. */
export class Transaction {
  readonly #tx: EngineTx;
  #open = true;
  #isDropped = false;

  /** @internal */
  get isDropped(): boolean {
    return this.#isDropped;
  }

  /** @internal */
  constructor(tx: EngineTx) {
    this.#tx = tx;
  }

  /** Founds an entity. Its id is final at once. */
  create<M extends Model<any, any>>(model: M, values: Create<M['shape']>): Ids<M> {
    const written = model.written(values as { readonly [name: string]: unknown }, true);
    return given(this.#engine().create(model.collection, written.values, written.operations)) as Ids<M>;
  }

  /** Writes what is named, and leaves the rest. */
  edit<M extends Model<any, any>>(model: M, id: Ids<M>, changes: Edit<M['shape']>): void;
  /** The same for a row that was read. */
  edit<C extends string, S extends Shape>(row: RowOf<C, S>, changes: Edit<S>): void;
  /** What edits property by property. */
  edit<M extends Model<any, any>>(model: M, id: Ids<M>): Editor<M['shape']>;
  edit<C extends string, S extends Shape>(row: RowOf<C, S>): Editor<S>;
  edit(what: Model<any, any> | { readonly id: Id }, ...rest: readonly unknown[]): unknown {
    const isRow = Object.hasOwn(what, 'id');
    const model = isRow ? modelOf(what) : (what as Model<any, any>);
    const id = isRow ? (what as { readonly id: Id }).id : (rest[0] as Id);
    const changes = rest[isRow ? 0 : 1];
    if (changes === undefined) {
      return this.#editor(model, id);
    }
    this.#edit(model, id, changes as { readonly [name: string]: unknown });
    return undefined;
  }

  #edit(model: Model<any, any>, id: Id, changes: { readonly [name: string]: unknown }): void {
    const written = model.written(changes, false);
    given(this.#engine().edit(id, written.values, written.operations));
  }

  #editor(model: Model<any, any>, id: Id): unknown {
    const editor: Record<string, (change: unknown) => unknown> = {};
    for (const name of Object.keys(model.shape)) {
      editor[name] = (change) => {
        this.#edit(model, id, { [name]: change });
        return editor;
      };
    }
    return editor;
  }

  /** Takes an entity, given by its id or a row, out of every query until it is restored. */
  delete(entity: Id | { readonly id: Id }): void {
    given(this.#engine().delete(typeof entity === 'string' ? entity : entity.id));
  }

  /** Drops all that the transaction does, before and after this; its function goes on to its end, and what it returns counts. */
  rollback(): void {
    this.#engine();
    this.#isDropped = true;
  }

  /** Undoes a deletion. */
  restore(id: Id): void {
    given(this.#engine().restore(id));
  }

  /** The row as the transaction sees it, if this client holds it; see {@link load}. */
  find<M extends Model<any, any>>(model: M, id: Ids<M>): Row<M> | null {
    const flat = given(this.#engine().find(id));
    return flat === null ? null : (model.row(flat) as Row<M>);
  }

  get<M extends Model<any, any>>(model: M, id: Ids<M>): Row<M> {
    return this.find(model, id) ?? missing(id);
  }

  /** Asks the server for an entity that no live query holds, so that it can be read and edited. */
  async load<M extends Model<any, any>>(
    model: M,
    id: Ids<M>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Row<M> | null> {
    try {
      const flat = await abortable(this.#engine().load(id), options?.signal);
      return flat === null ? null : (model.row(flat) as Row<M>);
    } catch (error) {
      throw typed(error);
    }
  }

  /** Rows as the transaction sees them, as far as this client holds them. */
  list<M extends Model<any, any>>(query: Query<M>): readonly Row<M>[] {
    const rows = given(this.#engine().query(query.model.collection, query.text(), query.values()));
    return Object.freeze(rows.map((flat) => query.model.row(flat) as Row<M>));
  }

  #engine(): EngineTx {
    if (!this.#open) {
      throw new TypeError('the transaction is over: what it does stands inside of its function');
    }
    return this.#tx;
  }

  /** @internal */
  end(): void {
    this.#open = false;
  }
}

function given<T>(answer: T | Error): T {
  if (answer instanceof Error) {
    throw typed(answer);
  }
  return answer;
}

export function missing(id: string): never {
  throw new NotFoundError(
    'entity.not_found',
    `there is no entity ${id}, or it is deleted, or it may not be seen`,
  );
}

/** What became of a transaction, and what its function returned. */
export class Receipt<R> {
  readonly #done: Promise<{ readonly value: R; readonly receipt: EngineReceipt }>;

  /** @internal */
  constructor(done: Promise<{ readonly value: R; readonly receipt: EngineReceipt }>) {
    this.#done = done;
  }

  /** Kept when the client has stored it and shows it. Fails if the function threw, or nothing could be stored. */
  get local(): Promise<R> {
    return this.#done.then((done) => done.value);
  }

  /** Kept when a durable node has judged and stored it; fails if it was refused and taken back. */
  get accepted(): Promise<R> {
    return this.#done.then(async ({ value, receipt }) => {
      try {
        await receipt.accepted();
      } catch (error) {
        throw typed(error);
      }
      return value;
    });
  }

  /** {@link local}, for no longer than a signal lets it. */
  whenLocal(options: { readonly signal: AbortSignal }): Promise<R> {
    return abortable(this.local, options.signal);
  }

  /** {@link accepted}, for no longer than a signal lets it. */
  whenAccepted(options: { readonly signal: AbortSignal }): Promise<R> {
    return abortable(this.accepted, options.signal);
  }

  /** @internal */
  get engine(): Promise<EngineReceipt> {
    return this.#done.then((done) => done.receipt);
  }

  /** The name of the commit; null if it wrote nothing. */
  get commit(): Promise<string | null> {
    return this.#done.then((done) => done.receipt.commit());
  }
}

/** Runs a function in a transaction; true if it is to be committed. */
export function run<R>(
  body: (tx: Transaction) => R | Promise<R>,
  into: { value?: R; error?: unknown },
): (tx: EngineTx) => boolean | Promise<boolean> {
  return (engine) => {
    const tx = new Transaction(engine);
    const ended = (error?: unknown, value?: R) => {
      tx.end();
      into.error = error;
      into.value = value as R;
      return error === undefined && !tx.isDropped;
    };
    try {
      const value = body(tx);
      return value instanceof Promise
        ? value.then(
            (late) => ended(undefined, late),
            (error: unknown) => ended(error ?? new Error('the function of a transaction failed')),
          )
        : ended(undefined, value);
    } catch (error) {
      return ended(error ?? new Error('the function of a transaction failed'));
    }
  };
}

