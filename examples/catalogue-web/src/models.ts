import { model, t, type Row } from 'ankurah';

// The collections are those that the server loads; programs called the properties otherwise at first.

export const Artist = model('Artist', {
  number: t.int.storedAs('ArtistId'),
  name: t.string.storedAs('Name'),
});

export const Album = model('Album', {
  number: t.int.storedAs('AlbumId'),
  title: t.string.storedAs('Title'),
  artist: t.int.storedAs('ArtistId'),
  notes: t.text.storedAs('Notes'),
});

export const Track = model('Track', {
  number: t.int.storedAs('TrackId'),
  name: t.string.storedAs('Name'),
  album: t.int.storedAs('AlbumId'),
  composer: t.string.optional.storedAs('Composer'),
  milliseconds: t.int.storedAs('Milliseconds'),
});

export type ArtistRow = Row<typeof Artist>;
export type AlbumRow = Row<typeof Album>;
export type TrackRow = Row<typeof Track>;
