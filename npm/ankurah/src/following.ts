import type { EngineOptions, HostSocket, HostSockets, LeadingNode, SocketEvents } from './engine.js';
import type { AnkurahError } from './errors.js';
import { Post, type Letter } from './post.js';
import { unpacked, type Open, type Part } from './tabs.js';

const PING_MILLIS = 2_000;
/** A leader that says nothing for so long is asleep, and another tab takes its place. */
const SILENT_MILLIS = 10_000;
const LOST = 1006;

interface Heard {
  /** The leader has said how a query stands. */
  standing(key: string): void;
  /** The leader says nothing any more. */
  silent(): void;
}

interface Session {
  readonly subprotocol: string;
  readonly events: SocketEvents;
  /** The leader that it was opened at; none while there is none. */
  leader: string | undefined;
}

interface Asked {
  readonly promise: Promise<void>;
  settle(error: AnkurahError | null): void;
}

/** A tab whose server is the tab that leads. */
export class Following implements Part {
  readonly leads = false;
  readonly #sessions = new Map<number, Session>();
  readonly #standings = new Map<string, { status: string; error: AnkurahError | null }>();
  readonly #asked = new Map<string, Asked>();
  readonly #post: Post;
  readonly #timer: ReturnType<typeof setInterval>;
  #leader: string | undefined;
  #sessionNumber = 0;
  #lastHeard = performance.now();
  #lastLooked = performance.now();
  #node: LeadingNode | undefined;

  private constructor(
    name: string,
    private readonly id: string,
    private readonly options: EngineOptions,
    private readonly heard: Heard,
  ) {
    this.#post = new Post(name, id);
    this.#post.listen((letter) => this.#take(letter));
    this.#post.all({ kind: 'who', tab: id });
    this.#timer = setInterval(() => this.#look(), PING_MILLIS);
  }

  static async open(name: string, id: string, open: Open, options: EngineOptions, heard: Heard): Promise<Following> {
    const following = new Following(name, id, options, heard);
    try {
      following.#node = await open({
        ...options,
        sockets: () => following.#sockets,
        disk: () => null,
        credential: () => Promise.resolve(null),
        follows: () => true,
        firstRetryMillis: () => 10,
        maxRetryMillis: () => 100,
        // Whether there is a connection, and what waits, is the leader's to say.
        status: () => {},
        // Of what the server refuses the leader tells; this is what the leader itself would not take.
        rejected: (...args) => options.rejected(...args),
      });
      return following;
    } catch (error) {
      following.#end();
      throw error;
    }
  }

  get node(): LeadingNode {
    return this.#node as LeadingNode;
  }

  readonly #sockets: HostSockets = {
    open: (_url: string, subprotocol: string, _frameBytes: number, events: SocketEvents): HostSocket => {
      const session = ++this.#sessionNumber;
      this.#sessions.set(session, { subprotocol, events, leader: undefined });
      this.#connect(session);
      return {
        send: (frame) => {
          const leader = this.#sessions.get(session)?.leader;
          if (leader !== undefined) {
            this.#post.to(leader, { kind: 'frame', tab: this.id, session, frame });
          }
        },
        close: () => {
          const found = this.#sessions.get(session);
          if (found !== undefined) {
            this.#sessions.delete(session);
            if (found.leader !== undefined) {
              this.#post.to(found.leader, { kind: 'close', tab: this.id, session });
            }
            queueMicrotask(() => found.events.closed(1000, ''));
          }
        },
        buffered: () => 0,
      };
    },
  };

  #connect(session: number): void {
    const found = this.#sessions.get(session);
    if (found !== undefined && this.#leader !== undefined) {
      found.leader = this.#leader;
      this.#post.to(this.#leader, { kind: 'open', tab: this.id, session });
    }
  }

  #take(letter: Letter): void {
    this.#lastHeard = performance.now();
    switch (letter.kind) {
      case 'lead':
        this.#led(letter.leader);
        break;
      case 'status':
        this.#stands(letter);
        break;
      case 'rejected': {
        const error = unpacked(letter.error) as AnkurahError;
        this.options.rejected(letter.commit, letter.refused, letter.entities, error);
        this.#settle(letter.commit, error);
        break;
      }
      case 'opened': {
        const found = this.#sessions.get(letter.session);
        found?.events.opened(found.subprotocol);
        break;
      }
      case 'frame':
        this.#sessions.get(letter.session)?.events.frame(letter.frame);
        break;
      case 'closed':
        this.#closed(letter.session, letter.code, letter.reason);
        break;
      case 'standing':
        this.#standings.set(letter.key, { status: letter.status, error: unpacked(letter.error) });
        this.heard.standing(letter.key);
        break;
      case 'verdict':
        this.#settle(letter.commit, unpacked(letter.error));
        break;
      default:
    }
  }

  #led(leader: string): void {
    if (leader === this.#leader) {
      return;
    }
    this.#leader = leader;
    this.#standings.clear();
    for (const [session, { leader: before }] of [...this.#sessions]) {
      if (before === undefined) {
        this.#connect(session);
      } else {
        this.#closed(session, LOST, 'another tab leads now');
      }
    }
    for (const commit of this.#asked.keys()) {
      this.#post.to(leader, { kind: 'verdict?', tab: this.id, commit });
    }
  }

  #stands({ status }: Letter & { kind: 'status' }): void {
    const [state, pending, since, retry, error] = status;
    if (state !== 'closed') {
      this.options.status(state, pending, since, retry, unpacked(error));
    }
  }

  #closed(session: number, code: number, reason: string): void {
    const found = this.#sessions.get(session);
    if (found !== undefined) {
      this.#sessions.delete(session);
      found.events.closed(code, reason);
    }
  }

  /** A tab that was asleep itself has heard nothing for that reason. */
  #look(): void {
    const now = performance.now();
    const slept = now - this.#lastLooked > 2 * PING_MILLIS;
    this.#lastLooked = now;
    if (slept) {
      this.#lastHeard = now;
    }
    if (now - this.#lastHeard > SILENT_MILLIS) {
      this.#lastHeard = now;
      this.heard.silent();
    } else if (this.#leader === undefined) {
      this.#post.all({ kind: 'who', tab: this.id });
    } else {
      this.#post.to(this.#leader, { kind: 'ping', tab: this.id });
    }
  }

  standing(key: string): { status: string; error: AnkurahError | null } | undefined {
    return this.#standings.get(key);
  }

  verdict(commit: string): Promise<void> {
    let asked = this.#asked.get(commit);
    if (asked === undefined) {
      let settle: Asked['settle'] = () => {};
      const promise = new Promise<void>((resolve, reject) => {
        settle = (error) => (error === null ? resolve() : reject(error));
      });
      asked = { promise, settle };
      this.#asked.set(commit, asked);
      if (this.#leader !== undefined) {
        this.#post.to(this.#leader, { kind: 'verdict?', tab: this.id, commit });
      }
    }
    return asked.promise;
  }

  #settle(commit: string, error: AnkurahError | null): void {
    const asked = this.#asked.get(commit);
    if (asked !== undefined) {
      this.#asked.delete(commit);
      asked.settle(error);
    }
  }

  async close(): Promise<void> {
    this.#end();
    await this.#node?.close();
    const closing = Object.assign(new Error('this tab takes another part'), { code: 'node.closed', category: 'unavailable' });
    for (const asked of this.#asked.values()) {
      asked.promise.catch(() => {});
      asked.settle(closing as unknown as AnkurahError);
    }
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#post.close();
  }
}
