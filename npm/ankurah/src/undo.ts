import type { EngineNode, EngineUndo, EngineUndone } from './engine.js';
import { abortable, typed } from './errors.js';
import { Receipt } from './transaction.js';
import type { Id } from './types.js';

/** What undoing, or redoing, did: a new commit. */
export interface Undone {
  readonly receipt: Receipt<void>;
  /** What was left as it is, because somebody wrote over it, or it makes no difference. The properties as they are stored. */
  readonly left: readonly { readonly entity: Id; readonly property: string }[];
}

export function undone([receipt, ...flat]: EngineUndone): Undone {
  const left: { readonly entity: Id; readonly property: string }[] = [];
  for (let i = 0; i < flat.length; i += 2) {
    left.push({ entity: flat[i] as Id, property: flat[i + 1] as string });
  }
  return Object.freeze({ receipt: new Receipt<void>(Promise.resolve({ value: undefined, receipt })), left: Object.freeze(left) });
}

/**
 * The transactions of a client since this was made, to be undone and redone in turn. What was typed through a binding of a text is
 * not among them; editors have an undo of their own.
 */
export class UndoManager implements Disposable {
  #state: { readonly canUndo: boolean; readonly canRedo: boolean } = Object.freeze({ canUndo: false, canRedo: false });
  #isClosed = false;
  readonly #engine: Promise<EngineUndo>;
  readonly #listeners = new Set<() => void>();

  readonly #inTurn: <R>(write: () => Promise<R>) => Promise<R>;
  readonly #gone: (manager: UndoManager) => void;

  /** @internal */
  constructor(
    node: Promise<EngineNode>,
    most: number,
    inTurn: <R>(write: () => Promise<R>) => Promise<R>,
    gone: (manager: UndoManager) => void,
  ) {
    this.#inTurn = inTurn;
    this.#gone = gone;
    this.#engine = node.then((open) => open.undoManager(most));
    this.#engine.catch(() => {});
  }

  /** Kept when it remembers; fails when the client has never met its server and does not. */
  whenReady(options?: { readonly signal?: AbortSignal }): Promise<void> {
    const ready = this.#engine.then(
      () => {},
      (error: unknown) => {
        throw typed(error);
      },
    );
    return abortable(ready, options?.signal);
  }

  /** Whether there is something to undo and to redo: the same object until that changes. */
  get state(): { readonly canUndo: boolean; readonly canRedo: boolean } {
    return this.#state;
  }

  /** Hears when that changes. The function may be called bare. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const own = () => listener();
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  };

  /** Undoes the newest transaction that is not undone; fails with `undo.nothing`. It reads histories, so it has to be connected. */
  undo(options?: { readonly signal?: AbortSignal }): Promise<Undone> {
    return abortable(this.#turn((engine) => engine.undo()), options?.signal);
  }

  /** Redoes what was undone last. */
  redo(options?: { readonly signal?: AbortSignal }): Promise<Undone> {
    return abortable(this.#turn((engine) => engine.redo()), options?.signal);
  }

  /** Forgets all. */
  clear(): void {
    this.#engine.then((engine) => engine.clear()).then(() => this.look(), () => {});
  }

  /** Remembers nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#gone(this);
    this.#listeners.clear();
    this.#engine.then((engine) => engine.close()).catch(() => {});
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #turn(what: (engine: EngineUndo) => Promise<EngineUndone>): Promise<Undone> {
    return this.#inTurn(async () => undone(await what(await this.#engine)));
  }

  /** @internal After each transaction of the client. */
  look(): void {
    this.#engine.then(
      (engine) => {
        const next = { canUndo: !this.#isClosed && engine.canUndo(), canRedo: !this.#isClosed && engine.canRedo() };
        if (next.canUndo !== this.#state.canUndo || next.canRedo !== this.#state.canRedo) {
          this.#state = Object.freeze(next);
          [...this.#listeners].forEach((listener) => listener());
        }
      },
      () => {},
    );
  }
}
