import { memo, useRef, useState, type KeyboardEvent } from 'react';
import { Editable } from './Editable';
import type { TrackRow as Row } from './models';
import { length } from './queries';

interface Props {
  readonly track: Row;
  readonly record: string;
  readonly artist: string;
  readonly chosen: boolean;
  readonly onChoose: (track: Row) => void;
  readonly onRename: (track: Row, name: string) => void;
}

/** One track: Enter opens its record, F2 or a double click edits its name. */
export const TrackRow = memo(function TrackRow({ track, record, artist, chosen, onChoose, onRename }: Props) {
  const [editing, setEditing] = useState(false);
  const open = useRef<HTMLButtonElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const [above, below] = [open.current?.closest('li')?.previousElementSibling, open.current?.closest('li')?.nextElementSibling];
    const to = event.key === 'ArrowDown' ? below : event.key === 'ArrowUp' ? above : null;
    if (event.key === 'F2') {
      event.preventDefault();
      setEditing(true);
    } else if (to) {
      event.preventDefault();
      to.querySelector<HTMLElement>('.open')?.focus();
    }
  }

  function onEnd() {
    setEditing(false);
    requestAnimationFrame(() => open.current?.focus());
  }

  return (
    <li className={chosen ? 'track chosen' : 'track'} data-id={track.id}>
      {editing ? (
        <span className="open">
          <span className="name">
            <Editable
              value={track.name}
              label="Name of the track"
              editing
              onEnd={onEnd}
              onSave={(name) => onRename(track, name)}
            />
          </span>
        </span>
      ) : (
        <button
          ref={open}
          type="button"
          className="open"
          aria-current={chosen || undefined}
          aria-keyshortcuts="F2"
          onClick={() => onChoose(track)}
          onDoubleClick={() => setEditing(true)}
          onKeyDown={onKeyDown}
        >
          <span className="name">{track.name}</span>
          <span className="record">
            {artist}
            <span aria-hidden="true"> · </span>
            <cite>{record}</cite>
          </span>
        </button>
      )}
      <span className="length">{length(track.milliseconds)}</span>
      <button type="button" className="edit" aria-label={`Edit the name of ${track.name}`} onClick={() => setEditing(true)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2.5 13.5l.7-3 7.6-7.6 2.3 2.3-7.6 7.6z" />
        </svg>
      </button>
    </li>
  );
});
