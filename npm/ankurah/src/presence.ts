import type { EngineNode, EnginePresence, Flat } from './engine.js';
import { InvalidError, typed, type AnkurahError } from './errors.js';
import type { Report } from './live.js';
import type { Id, Json } from './types.js';

const MOST_BYTES = 4 << 10;

/** Somebody else who is at an entity. */
export interface Present<T = Json> {
  /** Tells one window of somebody from another; it is another one after a reconnect. */
  readonly connection: number;
  readonly principal: string;
  /** What he shows; null if nothing, or nothing that is JSON. */
  readonly content: T | null;
}

/** Who is there at one moment: the same object until something changes. */
export interface PresenceState<T = Json> {
  /** In the order in which they came; none while there is no connection. */
  readonly others: readonly Present<T>[];
  /** Why nobody is heard of. */
  readonly error: AnkurahError | null;
}

/**
 * Being at an entity with others who may see it: names, cursors. It is carried by the server and stored nowhere; whoever loses his
 * connection is gone for the others, and who is silent after 30 seconds. What others show was written by them: check it.
 */
export class Presence<T = Json> implements Disposable {
  #state: PresenceState<T> = Object.freeze({ others: Object.freeze([]), error: null });
  #shown = '';
  #closed = false;
  #place: EnginePresence | undefined;
  readonly #known = new Map<number, readonly [string, Present<T>]>();
  readonly #listeners = new Set<() => void>();
  readonly #report: Report;

  /** @internal */
  constructor(
    readonly entity: Id,
    node: Promise<EngineNode>,
    report: Report,
  ) {
    this.#report = report;
    this.#open(node).catch((error: unknown) => this.#stand([], typed(error) as AnkurahError));
  }

  async #open(opening: Promise<EngineNode>): Promise<void> {
    const node = await opening;
    const place = await node.presence(this.entity, {
      others: (others, error) => this.#hear(others, typed(error) as AnkurahError | null),
    });
    if (this.#closed) {
      place.close();
    } else {
      this.#place = place;
      place.show(this.#shown);
    }
  }

  get others(): readonly Present<T>[] {
    return this.#state.others;
  }

  get error(): AnkurahError | null {
    return this.#state.error;
  }

  /** Others and error at one moment. */
  get state(): PresenceState<T> {
    return this.#state;
  }

  /** Shows something to the others, instead of what it showed before. At most 4 KiB; null shows nothing. */
  show(content: T | null): void {
    const text = content === null ? '' : JSON.stringify(content);
    if (new TextEncoder().encode(text).length > MOST_BYTES) {
      throw new InvalidError('presence.too_large', `what is shown has at most ${MOST_BYTES} bytes as JSON`);
    }
    this.#shown = text;
    this.#place?.show(text);
  }

  /** Hears of every change from now on; gives what ends it. The function may be called bare. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const own = () => listener();
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  };

  /** Goes away. May be called again. */
  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#place?.close();
      this.#stand([], null);
      this.#listeners.clear();
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #hear(flat: Flat, error: AnkurahError | null): void {
    if (this.#closed) {
      return;
    }
    const others: Present<T>[] = [];
    const gone = new Set(this.#known.keys());
    for (let i = 0; i < flat.length; i += 3) {
      const [connection, principal, text] = [flat[i] as number, flat[i + 1] as string, flat[i + 2] as string];
      const known = this.#known.get(connection);
      const present = known?.[0] === text ? known[1] : Object.freeze({ connection, principal, content: parsed<T>(text) });
      this.#known.set(connection, [text, present]);
      gone.delete(connection);
      others.push(present);
    }
    gone.forEach((connection) => this.#known.delete(connection));
    this.#stand(others, error);
  }

  #stand(others: Present<T>[], error: AnkurahError | null): void {
    this.#state = Object.freeze({ others: Object.freeze(others), error });
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (failure) {
        this.#report(failure);
      }
    }
  }
}

function parsed<T>(text: string): T | null {
  try {
    return text === '' ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
