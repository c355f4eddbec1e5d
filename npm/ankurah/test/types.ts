// Compiled, never run: what the types must accept, and what they must refuse.
import { Ankurah, model, t, type Id, type Row } from '../src/index.js';

const Artist = model('Artist', { name: t.string });
const Album = model('Album', {
  name: t.text,
  artist: t.ref<'artist'>(),
  year: t.int.default(0),
  label: t.string.optional,
  plays: t.counter,
  tags: t.set(t.string),
  format: t.oneOf('LP', 'CD'),
});
const PlaylistTrack = model('PlaylistTrack', { at: t.long });

export async function accepted(db: Ankurah): Promise<void> {
  const collection: 'playlist_track' = PlaylistTrack.collection;
  const id: Id<'album'> = await db.transact((tx) => {
    const artist = tx.create(Artist, { name: 'Muse' });
    return tx.create(Album, { artist, format: 'LP', year: 2001 });
  }).accepted;
  const row: Row<typeof Album> = await db.get(Album, id);
  const label: string | null = row.label;
  const year: number = row.year;
  await db.transact((tx) =>
    tx.edit(Album, id, { year: 2002, plays: { add: 1 }, tags: { add: ['x'] }, name: [{ insert: [0, 'The '] }], label: null }),
  ).local;
  const query = Album.where('year', '>', 1985).where('artist.name', '=', 'Muse').orderBy('year', 'desc').limit(3);
  using live = db.live(query.where('format', 'in', ['LP']).where('label', 'is null'));
  const names: readonly string[] = live.rows.map((album) => album.name);
  await db.transact((tx) => {
    tx.edit(row, { year: 2003 });
    tx.edit(row).year(2004).plays({ add: 1 }).label(null).name((text) => text.insert(0, 'x'));
    tx.edit(Album, id).tags({ add: ['x'] });
    tx.delete(row);
  }).local;
  const page = await db.page(query, { after: null });
  const next: readonly Row<typeof Album>[] = (await db.page(query, { after: page.next })).rows;
  const wrote: number | null | undefined = (await db.history(Album, id))[0]?.written.year;
  void [collection, label, year, names, next, wrote];
}

export async function refused(db: Ankurah, album: Id<'album'>, artist: Id<'artist'>): Promise<void> {
  const row = await db.get(Album, album);
  // @ts-expect-error an id of another collection
  await db.get(Album, artist);
  // @ts-expect-error rows are not written to
  row.year = 3;
  // @ts-expect-error a property that is not there
  void row.titel;
  // @ts-expect-error a value of another type
  Album.where('year', '>', '1985');
  // @ts-expect-error a property that is not there
  Album.where('titel', '=', 'x');
  // @ts-expect-error none of the constants
  Album.where('format', '=', 'MC');
  db.transact((tx) => {
    // @ts-expect-error a required property is missing
    tx.create(Album, { format: 'LP' });
    // @ts-expect-error a counter is added to
    tx.edit(Album, album, { plays: 3 });
    // @ts-expect-error a value of another type
    tx.edit(row).year('2003');
    // @ts-expect-error null for a property that has to have a value
    tx.edit(row).year(null);
    // @ts-expect-error null for a property that has to have a value
    tx.edit(Album, album, { year: null });
  });
}
