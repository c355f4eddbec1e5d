// Values that know who depends on them, for programs that have no such of their own.
import { ConflictError } from './errors.js';

/** A value that can be read, and that tells when it becomes another. The functions may be called bare. */
export interface Signal<T> {
  /** The value. In a `computed` or an `effect` this is what it depends on from now on. */
  readonly get: () => T;
  /** Hears of every change from now on; gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A signal that is written. */
export interface WritableSignal<T> extends Signal<T> {
  readonly set: (value: T) => void;
  readonly update: (change: (value: T) => T) => void;
}

/** Something with a state and listeners, such as a live query (`subscribe`, `state`) or `db.onStatus` and `db.status`. */
type Subscribe = (listener: () => void) => () => void;

abstract class Source {
  version = 0;
  readonly dependents = new Set<Dependent>();

  /** Makes version and value those of now. */
  abstract refresh(): void;

  protected watched(): void {}
  protected unwatched(): void {}

  add(dependent: Dependent): void {
    this.dependents.add(dependent);
    if (this.dependents.size === 1) {
      this.watched();
    }
  }

  remove(dependent: Dependent): void {
    if (this.dependents.delete(dependent) && this.dependents.size === 0) {
      this.unwatched();
    }
  }

  notify(): void {
    for (const dependent of [...this.dependents]) {
      dependent.stale();
    }
  }
}

interface Dependent {
  /** Something it depends on may have changed. */
  stale(): void;
}

/** What a running function has read, with the versions it saw. */
let reading: Map<Source, number> | undefined;
let depth = 0;
const waiting = new Set<Watcher>();

function read(source: Source): void {
  source.refresh();
  reading?.set(source, source.version);
}

function collected<T>(into: Map<Source, number> | undefined, body: () => T): T {
  const before = reading;
  reading = into;
  try {
    return body();
  } finally {
    reading = before;
  }
}

function isChanged(sources: Map<Source, number>): boolean {
  for (const [source, version] of sources) {
    source.refresh();
    if (source.version !== version) {
      return true;
    }
  }
  return false;
}

/** Runs a function; what depends on what it writes runs once, when it has ended. */
export function batch<T>(body: () => T): T {
  depth++;
  try {
    return body();
  } finally {
    if (--depth === 0) {
      flush();
    }
  }
}

function flush(): void {
  const failures: unknown[] = [];
  depth++;
  for (let rounds = 0; waiting.size > 0; rounds++) {
    const [next] = waiting;
    waiting.delete(next as Watcher);
    if (rounds > 100_000) {
      waiting.clear();
      failures.push(new ConflictError('signals.runaway', 'effects write what they depend on, and come to no end'));
    } else {
      try {
        next?.run();
      } catch (error) {
        failures.push(error);
      }
    }
  }
  depth--;
  if (failures.length > 0) {
    throw failures[0];
  }
}

class Held<T> extends Source {
  constructor(public value: T) {
    super();
  }

  override refresh(): void {}

  set(value: T): void {
    if (!Object.is(value, this.value)) {
      batch(() => {
        this.value = value;
        this.version++;
        this.notify();
      });
    }
  }
}

class Computed<T> extends Source implements Dependent {
  #sources = new Map<Source, number>();
  #isStale = true;
  #isRunning = false;
  #value: T | undefined;
  #error: unknown;
  #failed = false;

  constructor(readonly compute: () => T) {
    super();
  }

  value(): T {
    if (this.#failed) {
      throw this.#error;
    }
    return this.#value as T;
  }

  stale(): void {
    if (!this.#isStale) {
      this.#isStale = true;
      this.notify();
    }
  }

  override refresh(): void {
    if (this.#isRunning) {
      throw new ConflictError('signals.cycle', 'a computed value depends on itself');
    }
    const isWatched = this.dependents.size > 0;
    if (isWatched && !this.#isStale) {
      return;
    }
    if (this.version === 0 || this.#isChanged()) {
      this.#run();
    }
    this.#isStale = false;
  }

  #isChanged(): boolean {
    return collected(undefined, () => isChanged(this.#sources));
  }

  #run(): void {
    const before = this.#sources;
    const sources = new Map<Source, number>();
    const [value, error, failed] = [this.#value, this.#error, this.#failed];
    this.#isRunning = true;
    try {
      this.#value = collected(sources, this.compute);
      this.#failed = false;
      this.#error = undefined;
    } catch (thrown) {
      this.#failed = true;
      this.#error = thrown;
      this.#value = undefined;
    } finally {
      this.#isRunning = false;
    }
    this.#sources = sources;
    if (this.version === 0 || this.#failed !== failed || !Object.is(this.#value, value) || this.#error !== error) {
      this.version++;
    }
    if (this.dependents.size > 0) {
      move(this, before, sources);
    }
  }

  protected override watched(): void {
    this.#sources.forEach((_, source) => source.add(this));
    this.#isStale = true;
  }

  protected override unwatched(): void {
    this.#sources.forEach((_, source) => source.remove(this));
  }
}

function move(dependent: Dependent, from: Map<Source, number>, to: Map<Source, number>): void {
  to.forEach((_, source) => {
    if (!from.has(source)) {
      source.add(dependent);
    }
  });
  from.forEach((_, source) => {
    if (!to.has(source)) {
      source.remove(dependent);
    }
  });
}

/** What stands outside: followed while something depends on it, and looked at anew otherwise. */
class Outside<T> extends Source {
  value: T | undefined;
  #end: (() => void) | undefined;

  constructor(
    readonly follow: Subscribe,
    readonly look: () => T,
  ) {
    super();
  }

  override refresh(): void {
    const now = this.look();
    if (this.version === 0 || !Object.is(now, this.value)) {
      this.value = now;
      this.version++;
    }
  }

  protected override watched(): void {
    this.#end = this.follow(() =>
      batch(() => this.notify()),
    );
  }

  protected override unwatched(): void {
    this.#end?.();
    this.#end = undefined;
  }
}

class Watcher implements Dependent {
  #sources = new Map<Source, number>();
  #isOver = false;

  constructor(readonly body: (sources: Map<Source, number>) => void) {}

  stale(): void {
    if (!this.#isOver) {
      waiting.add(this);
    }
  }

  run(): void {
    if (!this.#isOver && collected(undefined, () => isChanged(this.#sources))) {
      this.start();
    }
  }

  start(): void {
    const before = this.#sources;
    const sources = new Map<Source, number>();
    this.#sources = sources;
    try {
      this.body(sources);
    } finally {
      if (this.#isOver) {
        before.forEach((_, source) => source.remove(this));
      } else {
        move(this, before, sources);
        if (collected(undefined, () => isChanged(sources))) {
          waiting.add(this);
        }
      }
    }
  }

  readonly end = (): void => {
    if (!this.#isOver) {
      this.#isOver = true;
      waiting.delete(this);
      this.#sources.forEach((_, source) => source.remove(this));
    }
  };
}

function faced<T>(source: Source, value: () => T): Signal<T> {
  return {
    get: () => {
      // What is read has to be up to date also when it is read in the middle of a batch.
      read(source);
      return value();
    },
    subscribe: (listener) => {
      let isFirst = true;
      const watcher = new Watcher((sources) => {
        source.refresh();
        sources.set(source, source.version);
        if (!isFirst) {
          collected(undefined, listener);
        }
        isFirst = false;
      });
      watcher.start();
      return watcher.end;
    },
  };
}

/** A value that is written with `set` and `update`. */
export function signal<T>(first: T): WritableSignal<T> {
  const held = new Held(first);
  return {
    ...faced(held, () => held.value),
    set: (value) => held.set(value),
    update: (change) => held.set(change(held.value)),
  };
}

/** What a function makes of other signals: computed when it is read, and again only when one of them has changed. */
export function computed<T>(compute: () => T): Signal<T> {
  const made = new Computed(compute);
  return faced(made, () => made.value());
}

/**
 * Runs a function, and again whenever a signal that it has read has become another one. What it gives is called before the next
 * run and at the end. Gives what ends it.
 */
export function effect(body: () => void | (() => void)): () => void {
  let cleanup: void | (() => void);
  const clean = () => {
    const before = cleanup;
    cleanup = undefined;
    before?.();
  };
  const watcher = new Watcher((sources) => {
    collected(undefined, clean);
    cleanup = collected(sources, body);
  });
  batch(() => watcher.start());
  return () => {
    watcher.end();
    collected(undefined, clean);
  };
}

/** A signal of something that has a state and tells of changes: `fromStore(live.subscribe, () => live.rows)`. */
export function fromStore<T>(subscribe: Subscribe, get: () => T): Signal<T> {
  const outside = new Outside(subscribe, get);
  return faced(outside, () => outside.value as T);
}

/** Reads without depending on it. */
export function untracked<T>(body: () => T): T {
  return collected(undefined, body);
}
