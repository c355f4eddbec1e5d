import type { EngineOptions, EngineServed, LeadingNode } from './engine.js';
import type { AnkurahError } from './errors.js';
import { packed, tabLock, type LedDisk, type Open, type Part, type Sharing } from './tabs.js';
import { Post, type Letter } from './post.js';

type Status = Parameters<EngineOptions['status']>;

interface Served {
  readonly served: EngineServed;
  /** Ends the watch for the tab's end. */
  readonly watch: AbortController;
}

/** The tab that writes the store and speaks with the server, and what it does for those that follow. */
export class Leading implements Part {
  readonly leads = true;
  readonly #served = new Map<string, Served>();
  readonly #post: Post;
  #status: Status | undefined;
  #over = false;

  private constructor(
    private readonly sharing: Sharing,
    private readonly id: string,
    readonly node: LeadingNode,
    private readonly disk: LedDisk,
    post: Post,
  ) {
    this.#post = post;
  }

  static async open(
    sharing: Sharing,
    id: string,
    open: Open,
    options: EngineOptions,
    failed: (error: AnkurahError) => void,
  ): Promise<Leading> {
    const disk = await sharing.lead(() => {}, failed);
    const post = new Post(sharing.name, id);
    let leading: Leading | undefined;
    let last: Status | undefined;
    try {
      const node = await open({
        ...options,
        disk: () => disk,
        epoch: () => disk.epoch,
        status: (...now) => {
          last = now;
          if (leading === undefined) {
            options.status(...now);
          } else {
            leading.#stands(options, now);
          }
        },
        rejected: (commit, refused, entities, error) => {
          options.rejected(commit, refused, entities, error);
          post.all({ kind: 'rejected', commit, refused, entities: [...entities], error: packed(error) });
        },
      });
      leading = new Leading(sharing, id, node, disk, post);
      leading.#status = last;
      leading.#listen();
      return leading;
    } catch (error) {
      post.close();
      disk.close();
      throw error;
    }
  }

  #stands(options: EngineOptions, now: Status): void {
    this.#status = now;
    if (!this.#over) {
      options.status(...now);
      this.#tellStatus();
    }
  }

  #tellStatus(): void {
    if (this.#status !== undefined) {
      const [state, pending, since, retry, error] = this.#status;
      this.#post.all({ kind: 'status', leader: this.id, status: [state, pending, since, retry, packed(error)] });
    }
  }

  #listen(): void {
    this.#post.listen((letter) => this.#take(letter));
    this.#announce();
  }

  #announce(): void {
    this.#post.all({ kind: 'lead', leader: this.id, epoch: this.disk.epoch });
    this.#tellStatus();
  }

  #take(letter: Letter): void {
    switch (letter.kind) {
      case 'who':
        this.#announce();
        break;
      case 'ping':
        this.#post.to(letter.tab, { kind: 'pong' });
        break;
      case 'open':
        this.#serve(letter.tab, letter.session);
        break;
      case 'frame':
        this.#served.get(`${letter.tab} ${letter.session}`)?.served.frame(letter.frame);
        break;
      case 'close':
        this.#end(letter.tab, letter.session);
        break;
      case 'verdict?':
        this.#verdict(letter.tab, letter.commit);
        break;
      default:
    }
  }

  #serve(tab: string, session: number): void {
    const watch = new AbortController();
    const served = this.node.serve({
      frame: (frame) => this.#post.to(tab, { kind: 'frame', tab: this.id, session, frame }),
      standing: (key, status, error) =>
        this.#post.to(tab, { kind: 'standing', session, key, status, error: packed(error) }),
      closed: (code, reason) => {
        this.#post.to(tab, { kind: 'closed', session, code, reason });
        this.#end(tab, session);
      },
    });
    this.#served.set(`${tab} ${session}`, { served, watch });
    navigator.locks
      .request(tabLock(this.sharing.name, tab), { signal: watch.signal }, () => this.#end(tab, session))
      .catch(() => {});
    this.#post.to(tab, { kind: 'opened', session });
  }

  #end(tab: string, session: number): void {
    const name = `${tab} ${session}`;
    const found = this.#served.get(name);
    if (found !== undefined) {
      this.#served.delete(name);
      found.watch.abort();
      found.served.closed();
    }
  }

  #verdict(tab: string, commit: string): void {
    const answer = (error: unknown) => {
      if (!this.#over) {
        this.#post.to(tab, { kind: 'verdict', commit, error: packed(error) });
      }
    };
    this.node.verdict(commit).then(() => answer(null), answer);
  }

  standing(): undefined {
    return undefined;
  }

  verdict(commit: string): Promise<void> {
    return this.node.verdict(commit);
  }

  async close(): Promise<void> {
    this.#over = true;
    await this.node.close();
    this.disk.close();
    this.#post.close();
  }
}
