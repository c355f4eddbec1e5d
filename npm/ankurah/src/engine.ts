// What this package and the compiled engine know of each other; the other side is ankurah.web.internal.bridge.Face.

/** Kinds and contents of values by turns; of a row the id first, then name, kind and content. */
export type Flat = unknown[];

export interface EngineOptions {
  url(): string;
  sockets(): HostSockets;
  disk(): HostDisk | null;
  credential(): Promise<string | null>;
  status(state: string, pending: number, sinceMillis: number, retryMillis: number, error: Error | null): void;
  rejected(commit: string, refused: string, entities: string[], error: Error): void;
  meetMillis(): number;
  firstRetryMillis(): number;
  maxRetryMillis(): number;
  follows(): boolean;
  epoch(): number;
}

export interface EngineNode {
  declare(model: Flat): Promise<void>;
  transact(body: (tx: EngineTx) => boolean | Promise<boolean>): Promise<EngineReceipt>;
  presence(id: string, listener: EnginePresenceListener): Promise<EnginePresence>;
  find(id: string): Promise<Flat | null>;
  query(collection: string, ankql: string, values: Flat): Promise<Flat[]>;
  count(collection: string, ankql: string, values: Flat): Promise<number>;
  live(collection: string, ankql: string, values: Flat, listener: EngineListener): Promise<EngineLive>;
  page(collection: string, ankql: string, values: Flat, cursor: string | null): Promise<[rows: Flat[], next: string | null]>;
  history(id: string, after: string | null, max: number): Promise<Flat>;
  erase(id: string, properties: string[]): Promise<[receipt: EngineReceipt, events: number]>;
  freshness(id: string): Promise<string>;
  undoManager(most: number): Promise<EngineUndo>;
  text(id: string, property: string, commitMillis: number, listener: EngineTextListener): Promise<EngineText>;
  following(): Promise<number>;
  close(): Promise<void>;
}

/** What tabs that share a database need of an engine besides. */
export interface LeadingNode extends EngineNode {
  serve(peer: EnginePeer): EngineServed;
  unsent(): Promise<(string | Int8Array)[]>;
  submit(commit: Int8Array): Promise<void>;
  verdict(commit: string): Promise<void>;
}

export interface EnginePeer {
  frame(frame: Int8Array): void;
  standing(key: string, status: string, error: Error | null): void;
  closed(code: number, reason: string): void;
}

export interface EngineServed {
  frame(frame: Int8Array): void;
  closed(): void;
}

/** The receipt, then what was left as it is: an entity and a property by turns. */
export type EngineUndone = [receipt: EngineReceipt, ...left: string[]];

export interface EngineUndo {
  canUndo(): boolean;
  canRedo(): boolean;
  undo(): Promise<EngineUndone>;
  redo(): Promise<EngineUndone>;
  clear(): void;
  close(): void;
}

export interface EngineText {
  client(): number;
  document(): Int8Array;
  apply(update: Int8Array): null | Error;
  isEdited(): boolean;
  flush(): Promise<EngineReceipt>;
  close(): Promise<void>;
}

export interface EngineTextListener {
  updated(update: Int8Array): void;
  replaced(client: number, document: Int8Array, error: Error | null): void;
}

/** Each call gives an Error instead of throwing it. */
export interface EngineTx {
  create(collection: string, values: Flat, operations: Flat): string | Error;
  edit(id: string, values: Flat, operations: Flat): null | Error;
  delete(id: string): null | Error;
  restore(id: string): null | Error;
  find(id: string): Flat | null | Error;
  load(id: string): Promise<Flat | null>;
  query(collection: string, ankql: string, values: Flat): Flat[] | Error;
}

export interface EngineReceipt {
  commit(): string | null;
  accepted(): Promise<void>;
  undo(): Promise<EngineUndone>;
}

export interface EngineListener {
  rows(rows: Flat[]): void;
  changes(changes: Flat): void;
  status(status: string, error: Error | null): void;
}

export interface EngineLive {
  update(ankql: string, values: Flat): Promise<void>;
  key(): string;
  close(): Promise<void>;
}

export interface HostSockets {
  open(url: string, subprotocol: string, frameBytes: number, events: SocketEvents): HostSocket;
}

export interface HostSocket {
  send(frame: Int8Array): void;
  close(code: number, reason: string): void;
  buffered(): number;
}

export interface SocketEvents {
  opened(subprotocol: string): void;
  frame(data: Int8Array): void;
  violated(code: string, message: string): void;
  writable(): void;
  closed(code: number, reason: string): void;
}

export interface HostDisk {
  load(): Promise<unknown[]>;
  write(keys: number[], records: Int8Array[], deleted: number[], synced: boolean): Promise<unknown>;
  name(): string;
  close(): void;
}

export interface EnginePresence {
  show(content: string): null | Error;
  close(): void;
}

export interface EnginePresenceListener {
  /** The connection, the principal and the content of each, by turns. */
  others(others: Flat, error: Error | null): void;
}

export interface EngineModule {
  open(options: EngineOptions): Promise<LeadingNode>;
}

/** What computes behind a client: JavaScript, or what `wasm()` of `ankurah/wasm` gives. */
export interface Engine {
  /** @internal */
  load(): Promise<EngineModule>;
}

/** Loads the engine in JavaScript, once. */
export function engine(): Promise<EngineModule> {
  loading ??= import('./core.mjs');
  return loading;
}

let loading: Promise<EngineModule> | undefined;
