import type { Presence } from './presence.js';
import type { Json } from './types.js';

/** What is used of the Awareness of y-protocols, which editors show the cursors of others by. */
export interface Awareness {
  readonly clientID: number;
  readonly states: Map<number, { [key: string]: any }>;
  readonly meta: Map<number, { clock: number; lastUpdated: number }>;
  getLocalState(): { [key: string]: any } | null;
  on(event: 'update', listener: (changes: Changes, origin: unknown) => void): void;
  off(event: 'update', listener: (changes: Changes, origin: unknown) => void): void;
  emit(event: any, args: any): void;
}

interface Changes {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

/** What one window shows of its awareness. */
export type AwarenessContent = { readonly client: number; readonly clock: number; readonly state: { readonly [key: string]: Json } | null };

/**
 * Carries an Awareness of y-protocols by a presence, both ways, until the function that it gives is called: an editor that knows
 * Awareness, such as y-codemirror.next, shows the cursors of others unchanged.
 */
export function bindAwareness(awareness: Awareness, presence: Presence<AwarenessContent>): () => void {
  /** The clients of others, by connection. */
  const held = new Map<number, number>();

  const show = () => {
    const clock = awareness.meta.get(awareness.clientID)?.clock ?? 0;
    presence.show({ client: awareness.clientID, clock, state: awareness.getLocalState() });
  };
  const onLocal = ({ added, updated, removed }: Changes, origin: unknown) => {
    if (origin !== presence && [...added, ...updated, ...removed].includes(awareness.clientID)) {
      show();
    }
  };
  const onOthers = () => {
    const changes = { added: [] as number[], updated: [] as number[], removed: [] as number[] };
    const gone = new Set(held.keys());
    for (const { connection, content } of presence.others) {
      if (isContent(content) && content.state !== null && content.client !== awareness.clientID) {
        gone.delete(connection);
        held.set(connection, content.client);
        put(awareness, content, changes);
      }
    }
    for (const connection of gone) {
      const client = held.get(connection) as number;
      held.delete(connection);
      if (![...held.values()].includes(client) && awareness.states.delete(client)) {
        changes.removed.push(client);
      }
    }
    tell(awareness, changes, presence);
  };

  awareness.on('update', onLocal);
  const end = presence.subscribe(onOthers);
  show();
  onOthers();
  return () => {
    end();
    awareness.off('update', onLocal);
    const removed = [...new Set(held.values())].filter((client) => awareness.states.delete(client));
    held.clear();
    tell(awareness, { added: [], updated: [], removed }, presence);
  };
}

function put(awareness: Awareness, { client, clock, state }: AwarenessContent, changes: { added: number[]; updated: number[] }): void {
  const known = awareness.meta.get(client);
  const isNew = !awareness.states.has(client);
  if (isNew || known === undefined || clock > known.clock) {
    awareness.states.set(client, state as { [key: string]: any });
    awareness.meta.set(client, { clock, lastUpdated: Date.now() });
    (isNew ? changes.added : changes.updated).push(client);
  }
}

function tell(awareness: Awareness, changes: Changes, origin: unknown): void {
  if (changes.added.length + changes.updated.length + changes.removed.length > 0) {
    awareness.emit('change', [changes, origin]);
    awareness.emit('update', [changes, origin]);
  }
}

/** Others may show anything. */
function isContent(content: AwarenessContent | null): content is AwarenessContent {
  return (
    typeof content === 'object' &&
    content !== null &&
    Number.isSafeInteger(content.client) &&
    Number.isSafeInteger(content.clock) &&
    (content.state === null || (typeof content.state === 'object' && !Array.isArray(content.state)))
  );
}
