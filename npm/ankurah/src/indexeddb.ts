import type { Storage } from './database.js';
import { AnkurahError, ConflictError, FaultError, UnavailableError } from './errors.js';
import type { LedDisk } from './tabs.js';

const STORE = 'records';
const LEADER = 'leader';
const EPOCH = 'epoch';
const VERSION = 2;
const LOCK_MILLIS = 5_000;
const OPEN_MILLIS = 10_000;

/**
 * Keeps everything in the browser's database of this name, and so works without a network. All tabs of an origin share it: one of
 * them writes it and speaks with the server, and the others follow that one.
 */
export function indexedDB(name: string): Storage {
  const where = `the database '${name}' of this browser`;
  const lockName = `ankurah/${name}`;
  return {
    async open() {
      requireBrowser();
      const release = await lock(lockName, where);
      try {
        return await lead(lockName, where, release);
      } catch (error) {
        release();
        throw error;
      }
    },
    share: () => ({
      name: lockName,
      require: requireBrowser,
      lead: (release, failed) => lead(lockName, where, release, failed),
    }),
  };
}

function requireBrowser(): void {
  if (typeof globalThis.indexedDB === 'undefined') {
    throw new FaultError('storage.unwritable', 'there is no IndexedDB here: use memory()');
  }
  if (typeof navigator === 'undefined' || navigator.locks === undefined) {
    throw new FaultError('storage.unwritable', 'this page may not use locks: serve it over https, or use memory()');
  }
}

/** Opens the database as the one that writes it from now on: whoever did before is refused. */
async function lead(
  name: string,
  where: string,
  release: () => void,
  failed: (error: AnkurahError) => void = () => {},
): Promise<LedDisk> {
  const database = await opened(name, where);
  const disk = new Disk(database, where, release, failed);
  try {
    await disk.takeLead();
  } catch (error) {
    disk.close();
    throw error;
  }
  return disk;
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
  request.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion < 1) {
      request.result.createObjectStore(STORE);
    }
    request.result.createObjectStore(LEADER);
  };
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

/** Keys and contents by turns. */
function all(records: IDBObjectStore): () => unknown[] {
  const [keys, contents] = [records.getAllKeys(), records.getAll()];
  return () => (keys.result as number[]).flatMap((key, i) => [key, contents.result[i] as unknown]);
}

class Disk implements LedDisk {
  #closed: string | undefined;
  #epoch = 0;
  /** What was there when it took the lead, until that is asked for. */
  #found: unknown[] | undefined;

  constructor(
    private readonly database: IDBDatabase,
    private readonly where: string,
    private readonly release: () => void,
    private readonly failed: (error: AnkurahError) => void,
  ) {
    database.onversionchange = () => this.#close('another page has deleted or upgraded it');
    database.onclose = () => this.#close('the browser has closed it');
  }

  get epoch(): number {
    return this.#epoch;
  }

  /**
   * Begins an epoch, and reads all records in the same transaction: nobody else writes any from then on. A loss of power that takes the
   * epoch back takes all tabs with it, so this waits for no disk.
   */
  async takeLead(): Promise<void> {
    [this.#epoch, this.#found] = await this.#run('readwrite', false, (records, leader) => {
      const before = leader.get(EPOCH);
      let epoch = 0;
      before.onsuccess = () => {
        epoch = ((before.result as number | undefined) ?? 0) + 1;
        leader.put(epoch, EPOCH);
      };
      const found = all(records);
      return () => [epoch, found()];
    });
  }

  load(): Promise<unknown[]> {
    const found = this.#found;
    this.#found = undefined;
    return found === undefined ? this.#run('readonly', false, all) : Promise.resolve(found);
  }

  /** A tab that was asleep while another one took the lead finds its epoch gone, in the same transaction, and writes nothing. */
  async write(keys: number[], contents: Int8Array[], deleted: number[], synced: boolean): Promise<unknown> {
    try {
      return await this.#run('readwrite', synced, (records, leader, refuse) => {
        const now = leader.get(EPOCH);
        now.onsuccess = () => {
          if (now.result !== this.#epoch) {
            refuse(new ConflictError('storage.not_leading', `another tab writes ${this.where} now; this one follows it`));
            return;
          }
          keys.forEach((key, i) => records.put(contents[i], key));
          deleted.forEach((key) => records.delete(key));
        };
        return () => null;
      });
    } catch (error) {
      this.failed(error as AnkurahError);
      if ((error as AnkurahError).code === 'storage.not_leading') {
        return false;
      }
      throw error;
    }
  }

  /** Kept when the transaction is complete; whatever fails, nothing of it is there. */
  #run<T>(
    mode: IDBTransactionMode,
    synced: boolean,
    act: (records: IDBObjectStore, leader: IDBObjectStore, refuse: (why: AnkurahError) => void) => () => T,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) {
        reject(new UnavailableError('storage.closed', `${this.where} is closed: ${this.#closed}`));
        return;
      }
      try {
        const transaction = this.database.transaction([STORE, LEADER], mode, { durability: synced ? 'strict' : 'relaxed' });
        let refused: AnkurahError | undefined;
        const refuse = (why: AnkurahError) => {
          refused = why;
          transaction.abort();
        };
        const result = act(transaction.objectStore(STORE), transaction.objectStore(LEADER), refuse);
        transaction.oncomplete = () => resolve(result());
        transaction.onabort = () => reject(refused ?? failure(transaction.error, this.where));
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
