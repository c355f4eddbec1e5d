// Texts as documents of Yjs, for the editors that are bound to such. Needs the package `yjs`.
import * as Y from 'yjs';
import type { Ankurah } from './database.js';
import type { EngineText } from './engine.js';
import { abortable, AnkurahError, InvalidError, typed } from './errors.js';
import type { Model } from './model.js';
import type { Id } from './types.js';

type IdOf<M> = M extends Model<infer C, any> ? Id<C> : never;

/** The properties of a model that are texts. */
export type TextsOf<M extends Model<any, any>> = {
  [K in keyof M['shape'] & string]: M['shape'][K]['form'] extends 'text' ? K : never;
}[keyof M['shape'] & string];

export interface BindingOptions {
  /** How long edits are gathered before they are committed together; 250 if nothing is said. */
  readonly commitMillis?: number;
  /** Gives up waiting for the text. */
  readonly signal?: AbortSignal;
}

/** The document of a binding was replaced: what had been written in it since was refused, and is not in the new one. */
interface Replaced {
  readonly before: Y.Doc;
  readonly doc: Y.Doc;
  /** Why, if it is known here; `onRejected` of the client is told in any case. */
  readonly error: AnkurahError | null;
}

export interface Replacement extends Replaced {
  readonly text: Y.Text;
}

export interface FragmentReplacement extends Replaced {
  readonly fragment: Y.XmlFragment;
}

/** Follows one root of a document, and has what is done in it committed. */
abstract class Binding<T extends Y.AbstractType<any>, R extends Replaced> implements AsyncDisposable {
  #doc: Y.Doc;
  #engine: EngineText | undefined;
  #error: AnkurahError | null = null;
  #closing: Promise<void> | undefined;
  protected readonly name: string;
  readonly #report: (error: unknown) => void;
  readonly #changes = new Set<() => void>();
  readonly #replacements = new Set<(replacement: R) => void>();

  /** @internal */
  constructor(name: string, report: (error: unknown) => void) {
    this.name = name;
    this.#report = report;
    this.#doc = new Y.Doc();
  }

  protected abstract rootOf(doc: Y.Doc): T;

  /** Why it is not what can be bound like this. */
  protected abstract obstacle(): AnkurahError | undefined;

  protected abstract replacement(replaced: Replaced): R;

  /** @internal */
  async open(db: Ankurah, id: string, options: BindingOptions | undefined): Promise<this> {
    const opening = db.internals.ask((node) =>
      node.text(id, this.name, options?.commitMillis ?? 250, {
        updated: (update) => this.#updated(update),
        replaced: (client, document, error) => this.#replace(client, document, typed(error) as AnkurahError | null),
      }),
    );
    try {
      this.#engine = await abortable(opening, options?.signal);
    } catch (error) {
      opening.then((engine) => engine.close()).catch(() => {});
      throw error;
    }
    this.#begin(this.#engine.client(), this.#engine.document());
    const obstacle = this.obstacle();
    if (obstacle !== undefined) {
      await this.close();
      throw obstacle;
    }
    return this;
  }

  /** The document of all texts of the entity; only the one that is bound may be edited in it. */
  get doc(): Y.Doc {
    return this.#doc;
  }

  /** Why the document was replaced last. */
  get error(): AnkurahError | null {
    return this.#error;
  }

  /** Whether something was written that is in no commit yet. */
  get isEdited(): boolean {
    return this.#engine?.isEdited() ?? false;
  }

  /** Hears of every change of the text, its own and others', and when it was replaced. */
  readonly subscribe = (listener: () => void): (() => void) => added(this.#changes, () => listener());

  /** Hears when the document was replaced. */
  readonly onReplaced = (listener: (replacement: R) => void): (() => void) =>
    added(this.#replacements, (replacement) => listener(replacement));

  /** Commits what was written, now; kept when that is stored here, or accepted by a server. */
  async flush(until: 'local' | 'accepted' = 'local'): Promise<void> {
    try {
      const receipt = await this.#engine?.flush();
      if (until === 'accepted') {
        await receipt?.accepted();
      }
    } catch (error) {
      throw typed(error);
    }
  }

  /** Commits what was written and follows the text no longer. May be called again. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      this.#doc.off('update', this.#written);
      this.rootOf(this.#doc).unobserveDeep(this.#changed);
      this.#changes.clear();
      this.#replacements.clear();
      try {
        await this.#engine?.close();
      } catch (error) {
        throw typed(error);
      }
    })();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The client id comes last: Yjs draws another one when it sees its own in what it is given. */
  #begin(client: number, document: Int8Array): void {
    const doc = new Y.Doc();
    const root = this.rootOf(doc);
    Y.applyUpdate(doc, unsigned(document), this);
    doc.clientID = client;
    doc.on('update', this.#written);
    root.observeDeep(this.#changed);
    this.#doc = doc;
  }

  readonly #written = (update: Uint8Array, origin: unknown): void => {
    const engine = this.#engine;
    if (origin === this || engine === undefined) {
      return;
    }
    const answer = engine.apply(new Int8Array(update.buffer, update.byteOffset, update.byteLength));
    if (answer instanceof Error) {
      this.#replace(engine.client(), engine.document(), typed(answer) as AnkurahError);
    }
  };

  readonly #changed = (): void => this.#tell(this.#changes, undefined);

  /** Before the document is there, it will have this from the start. */
  #updated(update: Int8Array): void {
    if (this.#engine !== undefined && this.#closing === undefined) {
      Y.applyUpdate(this.#doc, unsigned(update), this);
    }
  }

  #replace(client: number, document: Int8Array, error: AnkurahError | null): void {
    if (this.#engine === undefined || this.#closing !== undefined) {
      return;
    }
    const before = this.#doc;
    before.off('update', this.#written);
    this.rootOf(before).unobserveDeep(this.#changed);
    this.#error = error;
    this.#begin(client, document);
    this.#tell(this.#replacements, Object.freeze(this.replacement({ before, doc: this.#doc, error })));
    this.#changed();
  }

  #tell<E>(listeners: Set<(about: E) => void>, about: E): void {
    for (const listener of [...listeners]) {
      try {
        listener(about);
      } catch (error) {
        this.#report(error);
      }
    }
  }
}

/**
 * A text of an entity as a `Y.Text`. What is done to it is committed, and what others write appears in it. It stays the same until
 * a commit is refused: then there is another one, to which editors have to be bound anew.
 */
export class TextBinding extends Binding<Y.Text, Replacement> {
  /** What editors are bound to. */
  get text(): Y.Text {
    return this.rootOf(this.doc);
  }

  /** Makes it this text, by one deletion and one insertion, so that others' edits beside them stay. */
  replace(next: string): void {
    const { text } = this;
    const [at, end] = difference(text.toString(), next);
    this.doc.transact(() => {
      const cut = text.length - at - end;
      if (cut > 0) {
        text.delete(at, cut);
      }
      if (next.length - at - end > 0) {
        text.insert(at, next.slice(at, next.length - end));
      }
    });
  }

  protected rootOf(doc: Y.Doc): Y.Text {
    return doc.getText(this.name);
  }

  protected obstacle(): AnkurahError | undefined {
    return this.text.toDelta().some(({ insert }: { insert: unknown }) => insert instanceof Y.AbstractType)
      ? new InvalidError('text.elements', `'${this.name}' has paragraphs or other elements, made by an editor of rich text; open it with bindFragment`)
      : undefined;
  }

  protected replacement(replaced: Replaced): Replacement {
    return { ...replaced, text: this.text };
  }
}

/** A text of an entity as a `Y.XmlFragment`, for editors of rich text such as ProseMirror and Tiptap. Otherwise like {@link TextBinding}. */
export class FragmentBinding extends Binding<Y.XmlFragment, FragmentReplacement> {
  /** What editors are bound to. */
  get fragment(): Y.XmlFragment {
    return this.rootOf(this.doc);
  }

  protected rootOf(doc: Y.Doc): Y.XmlFragment {
    return doc.getXmlFragment(this.name);
  }

  protected obstacle(): AnkurahError | undefined {
    return this.fragment.toArray().every((child) => child instanceof Y.AbstractType)
      ? undefined
      : new InvalidError('text.plain', `'${this.name}' is plain text, which editors of rich text cannot show; open it with bindText`);
  }

  protected replacement(replaced: Replaced): FragmentReplacement {
    return { ...replaced, fragment: this.fragment };
  }
}

/** Opens a text as a `Y.Text`. Close it. */
export function bindText<M extends Model<any, any>>(
  db: Ankurah,
  model: M,
  id: IdOf<M>,
  property: TextsOf<M>,
  options?: BindingOptions,
): Promise<TextBinding> {
  return new TextBinding(model.stored(property), db.internals.report).open(db, id, options);
}

/** Opens a text as a `Y.XmlFragment`. Its value is the text in its elements, a line for each. Close it. */
export function bindFragment<M extends Model<any, any>>(
  db: Ankurah,
  model: M,
  id: IdOf<M>,
  property: TextsOf<M>,
  options?: BindingOptions,
): Promise<FragmentBinding> {
  return new FragmentBinding(model.stored(property), db.internals.report).open(db, id, options);
}

function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function unsigned(bytes: Int8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How much is the same at the start and at the end; never half of a surrogate pair. */
export function difference(before: string, after: string): [start: number, end: number] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) {
    start++;
  }
  if (start > 0 && isHigh(before, start - 1)) {
    start--;
  }
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end++;
  }
  if (end > 0 && isLow(before, before.length - end)) {
    end--;
  }
  return [start, end];
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function isLow(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

/** A text at one moment: the same object until something changes. */
export interface TextState {
  /** For editors; undefined until the text is open. Another one after it was replaced. */
  readonly text: Y.Text | undefined;
  readonly value: string;
  /** Why it could not be opened, or why it was replaced last. */
  readonly error: AnkurahError | null;
  /** Makes it this text. Does nothing until it is open. */
  readonly setValue: (next: string) => void;
}

/** A text with elements at one moment: the same object until it is opened, replaced, or fails. */
export interface FragmentState {
  /** For editors; undefined until the text is open. Another one after it was replaced. */
  readonly fragment: Y.XmlFragment | undefined;
  /** Why it could not be opened, or why it was replaced last. */
  readonly error: AnkurahError | null;
}

/** Something that is open as long as somebody listens, and a little longer. */
export interface Followed<S> {
  readonly key: string;
  readonly get: () => S;
  readonly subscribe: (listener: () => void) => () => void;
}

export type FollowedText = Followed<TextState>;

export const NO_TEXT: TextState = Object.freeze({ text: undefined, value: '', error: null, setValue: () => {} });

export const NO_FRAGMENT: FragmentState = Object.freeze({ fragment: undefined, error: null });

/** Follows a text together with whoever else does. Nothing begins before somebody listens. */
export function followText<M extends Model<any, any>>(
  db: Ankurah,
  model: M,
  id: IdOf<M>,
  property: TextsOf<M>,
): Followed<TextState> {
  return follow(db, `text ${id} ${model.stored(property)}`, NO_TEXT, async (show) => {
    const binding = await bindText(db, model, id, property);
    const setValue = (next: string) => binding.replace(next);
    const tell = () => show({ text: binding.text, value: binding.text.toString(), error: binding.error, setValue });
    binding.subscribe(tell);
    tell();
    return binding;
  });
}

/** The same for a text with elements. */
export function followFragment<M extends Model<any, any>>(
  db: Ankurah,
  model: M,
  id: IdOf<M>,
  property: TextsOf<M>,
): Followed<FragmentState> {
  return follow(db, `fragment ${id} ${model.stored(property)}`, NO_FRAGMENT, async (show) => {
    const binding = await bindFragment(db, model, id, property);
    const tell = () => show({ fragment: binding.fragment, error: binding.error });
    binding.onReplaced(tell);
    tell();
    return binding;
  });
}

type Opening<S> = (show: (state: S) => void) => Promise<{ close(): Promise<void> }>;

const shared = new WeakMap<Ankurah, Map<string, Shared<any>>>();

function follow<S extends { readonly error: AnkurahError | null }>(
  db: Ankurah,
  key: string,
  nothing: S,
  open: Opening<S>,
): Followed<S> {
  let all = shared.get(db);
  if (all === undefined) {
    all = new Map();
    shared.set(db, all);
  }
  const known: Map<string, Shared<S>> = all;
  const own = new Shared<S>(nothing, open, db.lingerMillis, () => known.delete(key));
  const now = () => known.get(key) ?? own;
  return {
    key,
    get: () => now().state,
    subscribe: (listener) => {
      const it = now();
      known.set(key, it);
      return it.subscribe(listener);
    },
  };
}

class Shared<S extends { readonly error: AnkurahError | null }> {
  state: S;
  #opening: Promise<{ close(): Promise<void> }> | undefined;
  #hasFailed = false;
  #users = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly nothing: S,
    readonly open: Opening<S>,
    readonly lingerMillis: number,
    readonly gone: () => void,
  ) {
    this.state = nothing;
  }

  subscribe(listener: () => void): () => void {
    const end = added(this.#listeners, () => listener());
    this.#users++;
    clearTimeout(this.#timer);
    this.#follow();
    let isOpen = true;
    return () => {
      if (isOpen) {
        isOpen = false;
        end();
        if (--this.#users === 0) {
          this.#linger();
        }
      }
    };
  }

  #follow(): void {
    if (this.#opening === undefined) {
      const opening: Promise<{ close(): Promise<void> }> = this.open((state) => {
        if (this.#opening === opening) {
          this.#set(state);
        }
      });
      this.#opening = opening;
      opening.catch((error: unknown) => {
        this.#hasFailed = true;
        this.#set({ ...this.nothing, error: error instanceof AnkurahError ? error : null });
      });
    }
  }

  #set(state: S): void {
    this.state = Object.freeze(state);
    [...this.#listeners].forEach((listener) => listener());
  }

  #linger(): void {
    this.#timer = setTimeout(() => {
      const opening = this.#opening;
      if (this.#users === 0) {
        this.gone();
        this.#opening = undefined;
        this.#hasFailed = false;
        this.state = this.nothing;
        opening?.then((open) => open.close()).catch(() => {});
      }
    }, this.#hasFailed ? 0 : this.lingerMillis);
    (this.#timer as { unref?: () => void }).unref?.();
  }
}
