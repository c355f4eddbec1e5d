import { useAnkurah, useQuery, useSyncStatus } from 'ankurah-react';
import { useMemo } from 'react';
import { Notice } from './Notice';
import { TrackRow } from './TrackRow';
import { Track, type AlbumRow, type ArtistRow, type TrackRow as Row } from './models';
import { PAGE, tracks, type Order } from './queries';

interface Props {
  readonly word: string;
  readonly order: Order;
  readonly albums: ReadonlyMap<number, AlbumRow>;
  readonly artists: ReadonlyMap<number, ArtistRow>;
  readonly chosen: string | null;
  readonly onChoose: (track: Row) => void;
  readonly onClear: () => void;
}

export function TrackList({ word, order, albums, artists, chosen, onChoose, onClear }: Props) {
  const db = useAnkurah();
  const { state } = useSyncStatus();
  const named = useMemo(() => namedBy(word, albums, artists), [word, albums, artists]);
  const query = tracks(word, order, named).limit(PAGE);
  const { rows, status, error, hasMore, loadMore } = useQuery(query, { keepPrevious: true });
  const rename = useMemo(
    () => (track: Row, name: string) => void db.transact((tx) => tx.edit(Track, track.id, { name })).local,
    [db],
  );

  if (status === 'failed') {
    return <Notice title="The list cannot be shown" text={error?.message ?? ''} action={['Reload', () => location.reload()]} />;
  }
  if (rows.length === 0) {
    const isKnown = status === 'live' || (status === 'local' && state === 'offline');
    return isKnown ? <None word={word} live={status === 'live'} onClear={onClear} /> : <Waiting offline={state === 'offline'} />;
  }
  return (
    <>
      <ol className="tracks" aria-label="Tracks" data-word={status === 'opening' ? undefined : word}>
        {rows.map((track) => {
          const album = albums.get(track.album);
          return (
            <TrackRow
              key={track.id}
              track={track}
              record={album?.title ?? '…'}
              artist={(album && artists.get(album.artist)?.name) ?? '…'}
              chosen={track.id === chosen}
              onChoose={onChoose}
              onRename={rename}
            />
          );
        })}
      </ol>
      <p className="foot">
        <span data-shown={rows.length}>
          {hasMore ? `The first ${rows.length.toLocaleString('en')} tracks` : `${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'track' : 'tracks'}`}
        </span>
        {hasMore && (
          <button type="button" className="plain" onClick={() => loadMore(PAGE)}>
            Show {PAGE} more
          </button>
        )}
      </p>
    </>
  );
}

/** The records that a word names, by their title or artist. */
function namedBy(word: string, albums: ReadonlyMap<number, AlbumRow>, artists: ReadonlyMap<number, ArtistRow>): AlbumRow[] {
  const sought = word.toLocaleLowerCase();
  const has = (text: string | undefined) => text !== undefined && text.toLocaleLowerCase().includes(sought);
  return word === '' ? [] : [...albums.values()].filter((album) => has(album.title) || has(artists.get(album.artist)?.name));
}

function None({ word, live, onClear }: { readonly word: string; readonly live: boolean; readonly onClear: () => void }) {
  if (word === '') {
    return <Notice title={live ? 'The catalogue is empty' : 'Nothing is stored here yet'} text={live ? 'Load it with ./ankurah demo.' : 'It comes with the first connection.'} />;
  }
  return (
    <Notice
      title={`Nothing is called “${word}”`}
      text={live ? 'Neither a track, a composer, a record nor an artist.' : 'Only what is stored here was looked through.'}
      action={['Show all tracks', onClear]}
    />
  );
}

function Waiting({ offline }: { readonly offline: boolean }) {
  if (offline) {
    return <Notice title="The server cannot be reached" text="It is tried again by itself. Nothing is stored here yet." />;
  }
  return (
    <ol className="tracks waiting" role="status" aria-label="The tracks are being fetched">
      {Array.from({ length: 12 }, (_, i) => (
        <li key={i} className="track">
          <span className="bone" style={{ width: `${38 + ((i * 17) % 40)}%` }} />
        </li>
      ))}
    </ol>
  );
}
