export { bindAwareness } from './awareness.js';
export type { Awareness, AwarenessContent } from './awareness.js';
export { Ankurah, memory } from './database.js';
export type { Engine } from './engine.js';
export type { Cursor, Options, Page, Rejection, Storage, SyncStatus, Token } from './database.js';
export {
  AnkurahError,
  ConflictError,
  FaultError,
  InvalidError,
  NotFoundError,
  RefusedError,
  UnavailableError,
} from './errors.js';
export type { Category } from './errors.js';
export type { HistoryEntry } from './history.js';
export { deleteIndexedDB, indexedDB } from './indexeddb.js';
export type { LiveQuery, LiveState, LiveStatus } from './live.js';
export { model, modelOf } from './model.js';
export type { Create, Edit, Editor, Model, Row, Shape, TextEdit, TextEdits } from './model.js';
export type { Presence, PresenceState, Present } from './presence.js';
export { ankql, bind } from './query.js';
export type { Condition, Operator, Query } from './query.js';
export type { Receipt, Transaction } from './transaction.js';
export { t } from './types.js';
export type { Id, Json, PlainType, Type } from './types.js';
export type { UndoManager, Undone } from './undo.js';
