import type { Packed } from './tabs.js';

type Status = readonly [state: string, pending: number, since: number, retry: number, error: Packed];

/** What tabs say to each other. */
export type Letter =
  // To all.
  | { readonly kind: 'who'; readonly tab: string }
  | { readonly kind: 'lead'; readonly leader: string; readonly epoch: number }
  | { readonly kind: 'status'; readonly leader: string; readonly status: Status }
  | {
      readonly kind: 'rejected';
      readonly commit: string;
      readonly refused: string;
      readonly entities: string[];
      readonly error: Packed;
    }
  // Either way between two.
  | { readonly kind: 'frame'; readonly tab: string; readonly session: number; readonly frame: Int8Array }
  // To the one that leads.
  | { readonly kind: 'open' | 'close'; readonly tab: string; readonly session: number }
  | { readonly kind: 'ping'; readonly tab: string }
  | { readonly kind: 'verdict?'; readonly tab: string; readonly commit: string }
  // From it.
  | { readonly kind: 'opened'; readonly session: number }
  | { readonly kind: 'closed'; readonly session: number; readonly code: number; readonly reason: string }
  | {
      readonly kind: 'standing';
      readonly session: number;
      readonly key: string;
      readonly status: string;
      readonly error: Packed;
    }
  | { readonly kind: 'pong' }
  | { readonly kind: 'verdict'; readonly commit: string; readonly error: Packed };

/** A channel that all tabs hear, and one for each tab, so that nobody unpacks what is meant for another. */
export class Post {
  readonly #common: BroadcastChannel;
  readonly #own: BroadcastChannel;
  readonly #others = new Map<string, BroadcastChannel>();
  #closed = false;

  constructor(
    private readonly name: string,
    tab: string,
  ) {
    this.#common = new BroadcastChannel(name);
    this.#own = new BroadcastChannel(`${name}/${tab}`);
  }

  listen(take: (letter: Letter) => void): void {
    const heard = ({ data }: MessageEvent<Letter>) => {
      if (!this.#closed) {
        take(data);
      }
    };
    this.#common.onmessage = heard;
    this.#own.onmessage = heard;
  }

  all(letter: Letter): void {
    if (!this.#closed) {
      this.#common.postMessage(letter);
    }
  }

  to(tab: string, letter: Letter): void {
    if (!this.#closed) {
      let channel = this.#others.get(tab);
      if (channel === undefined) {
        channel = new BroadcastChannel(`${this.name}/${tab}`);
        this.#others.set(tab, channel);
      }
      channel.postMessage(letter);
    }
  }

  close(): void {
    this.#closed = true;
    for (const channel of [this.#common, this.#own, ...this.#others.values()]) {
      channel.close();
    }
  }
}
