import { Ankurah, indexedDB, type Rejection } from 'ankurah';
import { Album, Artist, Track } from './models';

/** Windows of one browser that are open at once: each has a database of its own, for tabs that share one do not show each other's cursors. */
const MOST_WINDOWS = 30;
const RELOAD_MILLIS = 3_000;
const PLACE = 'catalogue.place';

/** A number that no other open window has. A window that is reloaded gets the one it had, and so its own changes. */
async function place(): Promise<number> {
  const before = sessionStorage.getItem(PLACE);
  if (before !== null && (await isTaken(Number(before), { signal: AbortSignal.timeout(RELOAD_MILLIS) }))) {
    return Number(before);
  }
  for (let place = 0; place < MOST_WINDOWS; place++) {
    if (await isTaken(place, { ifAvailable: true })) {
      sessionStorage.setItem(PLACE, String(place));
      return place;
    }
  }
  throw new Error(`more than ${MOST_WINDOWS} windows of this browser have the catalogue open`);
}

function isTaken(place: number, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = navigator.locks.request(`${PLACE}.${place}`, options, (held) => {
      resolve(held !== null);
      return held === null ? undefined : new Promise<void>(() => {});
    });
    asked.catch(() => resolve(false));
  });
}

/** The catalogue of the server that this page came from. */
export async function openCatalogue(onRejected: (rejection: Rejection) => void): Promise<Ankurah> {
  const here = new URL('/', location.href);
  return new Ankurah({
    url: `${here.protocol === 'https:' ? 'wss' : 'ws'}://${here.host}`,
    models: [Artist, Album, Track],
    storage: indexedDB(`catalogue-${await place()}`),
    retryMillis: [200, 5_000],
    onRejected,
  });
}
