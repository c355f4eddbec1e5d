/** What kind of answer the caller needs to give; the same six in Java, on the command line and on the wire. */
export type Category = 'invalid' | 'not_found' | 'refused' | 'conflict' | 'unavailable' | 'fault';

/** Every error Ankurah raises. The code, such as `event.time_not_after_parent`, is the same everywhere. */
export class AnkurahError extends Error {
  readonly code: string;
  readonly category: Category;
  /** Whether the same call may succeed later without a change to its input. */
  readonly retryable: boolean;

  constructor(category: Category, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.category = category;
    this.code = code;
    this.retryable = category === 'unavailable';
  }
}

/** The input is wrong; sending it again unchanged fails again. */
export class InvalidError extends AnkurahError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super('invalid', code, message, options);
  }
}

/** What was named does not exist, or may not be seen. */
export class NotFoundError extends AnkurahError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super('not_found', code, message, options);
  }
}

/** A policy, or the lack of a credential, forbids it. */
export class RefusedError extends AnkurahError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super('refused', code, message, options);
  }
}

/** The input is sound but does not fit the present state. */
export class ConflictError extends AnkurahError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super('conflict', code, message, options);
  }
}

/** Not now: no connection, a timeout, a closed database. */
export class UnavailableError extends AnkurahError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super('unavailable', code, message, options);
  }
}

/** Damaged data, a full disk, or a mistake in the program underneath. */
export class FaultError extends AnkurahError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super('fault', code, message, options);
  }
}

const CLASSES = {
  invalid: InvalidError,
  not_found: NotFoundError,
  refused: RefusedError,
  conflict: ConflictError,
  unavailable: UnavailableError,
  fault: FaultError,
} as const;

/** The error of the family for one that the engine raised; anything else stays what it is. */
export function typed(error: unknown): unknown {
  if (error instanceof Error && !(error instanceof AnkurahError)) {
    const { code, category } = error as Error & { code?: unknown; category?: unknown };
    if (typeof code === 'string' && typeof category === 'string' && category in CLASSES) {
      return new CLASSES[category as Category](code, error.message);
    }
  }
  return error;
}

/** Rejects as soon as the signal is aborted; what was asked for goes on and its answer is dropped. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) {
      promise.catch(() => {});
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
