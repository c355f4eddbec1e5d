export { AnkurahProvider, useAnkurah } from './provider.js';
export { useEntity } from './entity.js';
export type { EntityOptions } from './entity.js';
export { useQuery } from './query.js';
export type { QueryOptions } from './query.js';
export { useSignal, useSyncStatus } from './status.js';
export type { Readable } from './status.js';
export type { QueryState } from 'ankurah/follow';
