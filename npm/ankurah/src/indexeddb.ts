import type { Storage } from './database.js';
import type { HostDisk } from './engine.js';
import { AnkurahError, ConflictError, FaultError, UnavailableError } from './errors.js';

const STORE = 'records';
const VERSION = 1;
const LOCK_MILLIS = 5_000;
const OPEN_MILLIS = 10_000;

/**
 * Keeps everything in the browser's database of this name, and so works without a network. One page at a time has it open: another
 * one that opens it waits a little, for a page that is being reloaded, and then fails with `storage.in_use`.
 */
export function indexedDB(name: string): Storage {
  return {
    async open() {
      if (typeof globalThis.indexedDB === 'undefined') {
        throw new FaultError('storage.unwritable', 'there is no IndexedDB here: use memory()');
      }
      const where = `the database '${name}' of this browser`;
      const release = await lock(`ankurah/${name}`, where);
      try {
        return new Disk(await opened(`ankurah/${name}`, where), where, release);
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

/** Deletes the database of this name and all that is in it, also what no server has. */
export async function deleteIndexedDB(name: string): Promise<void> {
  const where = `the database '${name}' of this browser`;
  const release = await lock(`ankurah/${name}`, where);
  try {
    await done(globalThis.indexedDB.deleteDatabase(`ankurah/${name}`), where);
  } finally {
    release();
  }
}

/** The store is in memory as a whole, so two pages must not write it. */
function lock(name: string, where: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const asked = navigator.locks.request(
      name,
      { signal: AbortSignal.timeout(LOCK_MILLIS) },
      () => new Promise<void>((release) => resolve(release)),
    );
    asked.catch(() =>
      reject(new ConflictError('storage.in_use', `another page has ${where} open: close it, or use another name`)),
    );
  });
}

async function opened(name: string, where: string): Promise<IDBDatabase> {
  const request = globalThis.indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request, where);
}

/** What a request gives; a database that others keep from being opened is waited for, for a while. */
function done<T>(request: IDBOpenDBRequest & { readonly result: T }, where: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new UnavailableError('storage.closed', `${where} cannot be opened: something else keeps it`)),
      OPEN_MILLIS,
    );
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(failure(request.error, where));
    };
  });
}

function failure(error: DOMException | null, where: string): AnkurahError {
  const cause = error === null ? {} : { cause: error };
  switch (error?.name) {
    case 'QuotaExceededError':
      return new FaultError(
        'storage.disk_full',
        `the browser gives ${where} no more room; nothing of this was stored`,
        cause,
      );
    case 'VersionError':
      return new ConflictError('storage.newer_format', `a later version of this program wrote ${where}: reload`, cause);
    case 'InvalidStateError':
      return new UnavailableError('storage.closed', `${where} was closed by the browser: reload`, cause);
    default:
      return new FaultError('storage.failed', `${where} failed: ${error?.message ?? 'without a reason'}`, cause);
  }
}

class Disk implements HostDisk {
  #closed: string | undefined;

  constructor(
    private readonly database: IDBDatabase,
    private readonly where: string,
    private readonly release: () => void,
  ) {
    database.onversionchange = () => this.#close('another page has deleted or upgraded it');
    database.onclose = () => this.#close('the browser has closed it');
  }

  load(): Promise<unknown[]> {
    return this.#run('readonly', false, (records) => {
      const [keys, contents] = [records.getAllKeys(), records.getAll()];
      return () => (keys.result as number[]).flatMap((key, i) => [key, contents.result[i] as unknown]);
    });
  }

  write(keys: number[], contents: Int8Array[], deleted: number[], synced: boolean): Promise<unknown> {
    return this.#run('readwrite', synced, (records) => {
      keys.forEach((key, i) => records.put(contents[i], key));
      deleted.forEach((key) => records.delete(key));
      return () => null;
    });
  }

  /** Kept when the transaction is complete; whatever fails, nothing of it is there. */
  #run<T>(mode: IDBTransactionMode, synced: boolean, act: (records: IDBObjectStore) => () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) {
        reject(new UnavailableError('storage.closed', `${this.where} is closed: ${this.#closed}`));
        return;
      }
      try {
        const transaction = this.database.transaction(STORE, mode, { durability: synced ? 'strict' : 'relaxed' });
        const result = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(result());
        transaction.onabort = () => reject(failure(transaction.error, this.where));
      } catch (error) {
        reject(failure(error as DOMException, this.where));
      }
    });
  }

  name(): string {
    return this.where;
  }

  close(): void {
    this.#close('it is not used any more');
  }

  #close(why: string): void {
    if (this.#closed === undefined) {
      this.#closed = why;
      this.database.close();
      this.release();
    }
  }
}
