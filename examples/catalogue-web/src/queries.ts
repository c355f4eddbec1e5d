import { ankql, type Query } from 'ankurah';
import { Track, type AlbumRow } from './models';

export const PAGE = 40;

/** So many albums at most are looked through for a word. */
const MOST_ALBUMS = 200;

export const ORDERS = {
  name: 'Name',
  longest: 'Longest first',
  shortest: 'Shortest first',
  album: 'By album',
} as const;

export type Order = keyof typeof ORDERS;

/** The tracks that have a word in their name, or in that of their composer, album or artist. */
export function tracks(word: string, order: Order, albums: readonly AlbumRow[]): Query<typeof Track> {
  return ordered(word === '' ? Track.all() : Track.all().any(...naming(word, albums)), order);
}

function naming(word: string, albums: readonly AlbumRow[]) {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = [ankql`Name ILIKE ${pattern}`, ankql`Composer ILIKE ${pattern}`];
  if (albums.length > 0) {
    const numbers = albums.slice(0, MOST_ALBUMS).map((album) => album.number);
    conditions.push(Track.condition((q) => q.where('album', 'in', numbers)));
  }
  return conditions;
}

function ordered(query: Query<typeof Track>, order: Order): Query<typeof Track> {
  switch (order) {
    case 'name':
      return query.orderBy('name');
    case 'longest':
      return query.orderBy('milliseconds', 'desc');
    case 'shortest':
      return query.orderBy('milliseconds');
    case 'album':
      return query.orderBy('album').orderBy('number');
  }
}

/** What one record has on it, in its order. */
export function tracksOf(album: number): Query<typeof Track> {
  return Track.where('album', '=', album).orderBy('number');
}

export function length(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0')];
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
