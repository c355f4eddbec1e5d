import { useAnkurah, useQuery } from 'ankurah-react';
import { useState } from 'react';
import { Editable } from './Editable';
import { LinerNotes } from './LinerNotes';
import { Notice } from './Notice';
import { Album, type AlbumRow, type ArtistRow } from './models';
import type { Person } from './people';
import { length, tracksOf } from './queries';

interface Props {
  readonly album: AlbumRow | undefined;
  readonly artist: ArtistRow | undefined;
  readonly me: Person;
  readonly onClose: () => void;
}

export function RecordPanel({ album, artist, me, onClose }: Props) {
  if (album === undefined) {
    return (
      <aside className="record-panel empty" aria-label="Record">
        <Notice title="No record chosen" text="Choose a track to see the record it is on, and to write its liner notes together." />
      </aside>
    );
  }
  return (
    <aside className="record-panel" aria-label="Record">
      <header className="sleeve">
        <Sleeve album={album} />
        <div className="sleeve-text">
          <Title key={album.id} album={album} />
          <p className="by">{artist?.name ?? '…'}</p>
        </div>
        <button type="button" className="plain close" aria-label="Close the record" onClick={onClose}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3.5 3.5l9 9m0-9l-9 9" />
          </svg>
        </button>
      </header>
      <LinerNotes key={album.id} album={album} me={me} />
      <Songs album={album} />
    </aside>
  );
}

/** A cover that is always the same for a record. */
function Sleeve({ album }: { readonly album: AlbumRow }) {
  const hue = (album.number * 47) % 360;
  return (
    <svg className="cover" viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" fill={`hsl(${hue} 34% 42%)`} />
      <circle cx={16 + ((album.number * 7) % 32)} cy={20 + ((album.number * 11) % 26)} r={12 + (album.number % 9)} fill={`hsl(${(hue + 40) % 360} 48% 62%)`} />
      <path d={`M0 ${40 + (album.number % 14)} L64 ${30 + ((album.number * 3) % 24)} L64 64 L0 64Z`} fill={`hsl(${(hue + 200) % 360} 30% 24%)`} opacity="0.85" />
    </svg>
  );
}

function Title({ album }: { readonly album: AlbumRow }) {
  const db = useAnkurah();
  const [editing, setEditing] = useState(false);
  const save = (title: string) => void db.transact((tx) => tx.edit(Album, album.id, { title })).local;
  return (
    <h2>
      <Editable value={album.title} label="Title of the record" editing={editing} onEnd={() => setEditing(false)} onSave={save} />
      {!editing && (
        <button type="button" className="edit" aria-label="Edit the title" onClick={() => setEditing(true)}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2.5 13.5l.7-3 7.6-7.6 2.3 2.3-7.6 7.6z" />
          </svg>
        </button>
      )}
    </h2>
  );
}

function Songs({ album }: { readonly album: AlbumRow }) {
  const { rows } = useQuery(tracksOf(album.number));
  const all = rows.reduce((sum, track) => sum + track.milliseconds, 0);
  return (
    <section className="songs" aria-labelledby="songs">
      <h3 id="songs">
        On this record <small>{rows.length > 0 && `${rows.length} tracks, ${length(all)}`}</small>
      </h3>
      <ol>
        {rows.map((track) => (
          <li key={track.id}>
            <span>{track.name}</span>
            <span className="length">{length(track.milliseconds)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
