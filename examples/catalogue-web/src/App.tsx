import type { Rejection } from 'ankurah';
import { useQuery, useSyncStatus } from 'ankurah-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Notice } from './Notice';
import { RecordPanel } from './RecordPanel';
import { StatusBadge } from './StatusBadge';
import { TrackList } from './TrackList';
import { useHash, useSettled, useUndo } from './hooks';
import { Album, Artist, type TrackRow } from './models';
import { keepName, ownName, person } from './people';
import { ORDERS, type Order } from './queries';

const TYPING_MILLIS = 150;

interface Props {
  readonly onRefusal: (listener: (rejection: Rejection) => void) => () => void;
}

export function App({ onRefusal }: Props) {
  const { state, error } = useSyncStatus();
  const [typed, setTyped] = useState('');
  const [order, setOrder] = useState<Order>('name');
  const [chosen, setChosen] = useState<TrackRow['id'] | null>(null);
  const [hash, setHash] = useHash();
  const word = useSettled(typed.trim(), TYPING_MILLIS);
  const search = useRef<HTMLInputElement>(null);
  const albums = useNumbered(useQuery(Album.all()).rows);
  const artists = useNumbered(useQuery(Artist.all()).rows);
  const album = albums.get(Number(/^album-(\d+)$/.exec(hash)?.[1] ?? NaN));
  const refusal = useRefusal(onRefusal);
  const undoing = useUndo((reason) => console.warn('nothing was undone:', reason));
  const [name, setName] = useState(ownName);
  const me = useMemo(() => person(name.trim() || 'Somebody'), [name]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { tagName, isContentEditable } = event.target as HTMLElement;
      const isWriting = tagName === 'INPUT' || tagName === 'TEXTAREA' || isContentEditable;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !isWriting) {
        event.preventDefault();
        event.shiftKey ? undoing.redo() : undoing.undo();
      } else if (event.key === '/' && !isWriting) {
        event.preventDefault();
        search.current?.focus();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [undoing]);
  const choose = useMemo(
    () => (track: TrackRow) => {
      setChosen(track.id);
      setHash(`album-${track.album}`);
    },
    [setHash],
  );

  if (state === 'closed') {
    return <Notice title="The catalogue cannot be opened" text={error?.message ?? ''} action={['Reload', () => location.reload()]} />;
  }
  return (
    <>
      <a className="skip" href="#tracks-list" onClick={(event) => { event.preventDefault(); document.querySelector<HTMLElement>('.tracks .open')?.focus(); }}>
        To the tracks
      </a>
      <header className="top">
        <h1>
          <span className="disc" aria-hidden="true" />
          Catalogue
        </h1>
        <search className="search">
          <label>
            <span className="hidden">Search</span>
            <input
              ref={search}
              type="search"
              placeholder="Track, composer, record or artist"
              aria-keyshortcuts="/"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <kbd aria-hidden="true">/</kbd>
          </label>
          <label className="order">
            <span className="hidden">Order</span>
            <select value={order} onChange={(event) => setOrder(event.target.value as Order)}>
              {Object.entries(ORDERS).map(([key, words]) => (
                <option key={key} value={key}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        </search>
        <div className="tools">
          <button type="button" className="plain" disabled={!undoing.canUndo} onClick={undoing.undo}>
            Undo
          </button>
          <button type="button" className="plain" disabled={!undoing.canRedo} onClick={undoing.redo}>
            Redo
          </button>
          <label>
            <span className="hidden">Your name, for others</span>
            <input
              className="me"
              value={name}
              maxLength={24}
              onChange={(event) => {
                setName(event.target.value);
                keepName(event.target.value);
              }}
            />
          </label>
          <StatusBadge />
        </div>
      </header>
      {refusal}
      <main className={album ? 'with-record' : ''}>
        <section id="tracks-list" className="list" aria-label="The catalogue">
          <TrackList
            word={word}
            order={order}
            albums={albums}
            artists={artists}
            chosen={chosen}
            onChoose={choose}
            onClear={() => setTyped('')}
          />
        </section>
        <RecordPanel
          album={album}
          artist={album && artists.get(album.artist)}
          me={me}
          onClose={() => {
            setChosen(null);
            setHash('');
          }}
        />
      </main>
    </>
  );
}

function useNumbered<R extends { readonly number: number }>(rows: readonly R[]): ReadonlyMap<number, R> {
  return useMemo(() => new Map(rows.map((row) => [row.number, row])), [rows]);
}

/** The newest change that the server refused, until it is put away. */
function useRefusal(onRefusal: Props['onRefusal']) {
  const [rejection, setRejection] = useState<Rejection | null>(null);
  useEffect(() => onRefusal(setRejection), [onRefusal]);
  return (
    rejection && (
      <div className="refusal" role="alert">
        <p>The server refused a change, and it was taken back: {rejection.error.message}</p>
        <button type="button" className="plain" onClick={() => setRejection(null)}>
          Put away
        </button>
      </div>
    )
  );
}
