// What a tab has opened at its node goes on when the tab takes another part, at the node that it has then.
import type {
  EngineListener,
  EngineLive,
  EnginePresence,
  EnginePresenceListener,
  EngineReceipt,
  EngineText,
  EngineTextListener,
  EngineUndo,
  EngineUndone,
  Flat,
} from './engine.js';
import { isClosing, type Life } from './tabs.js';

/** Something that is open at a tab's node. */
export interface Moving {
  /** Takes along what is not committed yet, before the node is closed. */
  leave(): Promise<void>;
  /** Opens it where the tab is now. */
  moved(life: Life): void;
}

/** A live query that goes on when the tab takes another part. */
export class TabLive implements EngineLive, Moving {
  #opened: { readonly life: Life; readonly live: EngineLive } | undefined;
  #opening: Life | undefined;
  #raw: readonly [status: string, error: Error | null] | undefined;
  #closed = false;

  constructor(
    private readonly collection: string,
    private ankql: string,
    private values: Flat,
    private readonly listener: EngineListener,
    private readonly ended: () => void,
  ) {}

  async open(life: Life): Promise<void> {
    this.#opening = life;
    this.#raw = undefined;
    const isOurs = () => this.#opening === life && !this.#closed;
    const { ankql, values } = this;
    const live = await life.node.live(this.collection, ankql, values, {
      rows: (rows) => isOurs() && this.listener.rows(rows),
      changes: (changes) => isOurs() && this.listener.changes(changes),
      status: (status, error) => {
        if (isOurs()) {
          this.#raw = [status, error];
          this.#tell();
        }
      },
    });
    if (!isOurs()) {
      await live.close().catch(() => {});
      return;
    }
    this.#opened = { life, live };
    this.#tell();
    if (ankql !== this.ankql || values !== this.values) {
      await live.update(this.ankql, this.values);
    }
  }

  async leave(): Promise<void> {}

  moved(life: Life): void {
    if (life !== this.#opening && !this.#closed) {
      this.#reopen(life).catch((error: unknown) => {
        if (this.#opening === life && !isClosing(error)) {
          this.listener.status('failed', error as Error);
        }
      });
    }
  }

  /** A follower that finds no leader to ask asks again. */
  async #reopen(life: Life): Promise<void> {
    while (true) {
      try {
        return await this.open(life);
      } catch (error) {
        if (this.#opening !== life || this.#closed || (error as { code?: unknown }).code !== 'sync.offline') {
          throw error;
        }
      }
    }
  }

  stands(key: string): void {
    if (this.#opened?.live.key() === key) {
      this.#tell();
    }
  }

  /** A follower's node calls live what its leader has answered; whether a server has, the leader says. */
  #tell(): void {
    if (this.#raw === undefined) {
      return;
    }
    const [status, error] = this.#raw;
    const opened = this.#opened;
    if (opened === undefined || opened.life.leads || status !== 'live') {
      this.listener.status(status, error);
      return;
    }
    const standing = opened.life.standing(opened.live.key());
    this.listener.status(standing?.status ?? 'local', standing?.error ?? null);
  }

  async update(ankql: string, values: Flat): Promise<void> {
    this.ankql = ankql;
    this.values = values;
    await this.#opened?.live.update(ankql, values).catch((error: unknown) => {
      if (!isClosing(error)) {
        throw error;
      }
    });
    this.#tell();
  }

  key(): string {
    return this.#opened?.live.key() ?? '';
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.ended();
    await this.#opened?.live.close().catch((error: unknown) => {
      if (!isClosing(error)) {
        throw error;
      }
    });
  }
}

/** A text that is edited in a document: another one when the tab takes another part, with all that was written in it. */
export class TabText implements EngineText, Moving {
  #at: Life | undefined;
  #text: EngineText | undefined;
  #closed = false;

  constructor(
    private readonly begin: (life: Life, listener: EngineTextListener) => Promise<EngineText>,
    private readonly listener: EngineTextListener,
    private readonly ended: () => void,
  ) {}

  async open(life: Life): Promise<void> {
    this.#at = life;
    const isOurs = () => this.#at === life && !this.#closed;
    const text = await this.begin(life, {
      updated: (update) => isOurs() && this.listener.updated(update),
      replaced: (client, document, error) => isOurs() && this.listener.replaced(client, document, error),
    });
    if (isOurs()) {
      this.#text = text;
    } else {
      await text.close().catch(() => {});
    }
  }

  async leave(): Promise<void> {
    const text = this.#text;
    this.#at = undefined;
    await text?.close().catch(() => {});
  }

  moved(life: Life): void {
    if (life === this.#at || this.#closed) {
      return;
    }
    const before = this.#text;
    this.open(life).then(
      () => {
        const now = this.#text;
        if (now !== undefined && now !== before && this.#at === life && !this.#closed) {
          this.listener.replaced(now.client(), now.document(), null);
        }
      },
      () => {},
    );
  }

  client(): number {
    return this.#open().client();
  }

  document(): Int8Array {
    return this.#open().document();
  }

  apply(update: Int8Array): null | Error {
    return this.#open().apply(update);
  }

  isEdited(): boolean {
    return this.#open().isEdited();
  }

  flush(): Promise<EngineReceipt> {
    return this.#open().flush();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.ended();
    await this.#text?.close().catch((error: unknown) => {
      if (!isClosing(error)) {
        throw error;
      }
    });
  }

  #open(): EngineText {
    return this.#text as EngineText;
  }
}

/** What can be undone. A tab that takes another part begins anew. */
export class TabUndo implements EngineUndo, Moving {
  #at: Life | undefined;
  #undo: EngineUndo | undefined;
  #closed = false;

  constructor(
    private readonly begin: (life: Life) => Promise<EngineUndo>,
    private readonly done: (life: Life, undone: Promise<EngineUndone>) => Promise<EngineUndone>,
    private readonly ended: () => void,
  ) {}

  async open(life: Life): Promise<void> {
    this.#at = life;
    const undo = await this.begin(life);
    if (this.#at === life && !this.#closed) {
      this.#undo = undo;
    } else {
      undo.close();
    }
  }

  async leave(): Promise<void> {
    this.#at = undefined;
    this.#undo?.close();
  }

  moved(life: Life): void {
    if (life !== this.#at && !this.#closed) {
      this.open(life).catch(() => {});
    }
  }

  canUndo(): boolean {
    return this.#undo?.canUndo() ?? false;
  }

  canRedo(): boolean {
    return this.#undo?.canRedo() ?? false;
  }

  undo(): Promise<EngineUndone> {
    return this.#turn((undo) => undo.undo());
  }

  redo(): Promise<EngineUndone> {
    return this.#turn((undo) => undo.redo());
  }

  #turn(what: (undo: EngineUndo) => Promise<EngineUndone>): Promise<EngineUndone> {
    return this.done(this.#at as Life, what(this.#undo as EngineUndo));
  }

  clear(): void {
    this.#undo?.clear();
  }

  close(): void {
    this.#closed = true;
    this.ended();
    this.#undo?.close();
  }
}

/** A place at an entity; the tab takes it again, and shows the same, where it goes on. */
export class TabPresence implements EnginePresence, Moving {
  #at: Life | undefined;
  #place: EnginePresence | undefined;
  #shown: string | undefined;
  #closed = false;

  constructor(
    private readonly begin: (life: Life, listener: EnginePresenceListener) => Promise<EnginePresence>,
    private readonly listener: EnginePresenceListener,
    private readonly ended: () => void,
  ) {}

  async open(life: Life): Promise<void> {
    this.#at = life;
    const isOurs = () => this.#at === life && !this.#closed;
    const place = await this.begin(life, {
      others: (others, error) => isOurs() && this.listener.others(others, error),
    });
    if (!isOurs()) {
      place.close();
      return;
    }
    this.#place = place;
    if (this.#shown !== undefined) {
      place.show(this.#shown);
    }
  }

  async leave(): Promise<void> {
    this.#at = undefined;
    this.#place?.close();
  }

  moved(life: Life): void {
    if (life !== this.#at && !this.#closed) {
      this.open(life).catch((error: unknown) => this.listener.others([], error as Error));
    }
  }

  show(content: string): null | Error {
    this.#shown = content;
    return this.#place?.show(content) ?? null;
  }

  close(): void {
    this.#closed = true;
    this.ended();
    this.#place?.close();
  }
}
