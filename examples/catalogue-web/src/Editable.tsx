import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

interface Props {
  readonly value: string;
  /** What it is, for who cannot see where it stands. */
  readonly label: string;
  readonly editing: boolean;
  readonly onEnd: () => void;
  readonly onSave: (value: string) => void;
}

/** A text that becomes a field while it is edited: Enter keeps what was written, Escape does not. */
export function Editable({ value, label, editing, onEnd, onSave }: Props) {
  return editing ? <Field value={value} label={label} onEnd={onEnd} onSave={onSave} /> : <>{value}</>;
}

function Field({ value, label, onEnd, onSave }: Omit<Props, 'editing'>) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => field.current?.select(), []);

  function end(save: boolean) {
    if (!done.current) {
      done.current = true;
      const next = text.trim();
      if (save && next !== '' && next !== value) {
        onSave(next);
      }
      onEnd();
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      end(event.key === 'Enter');
    }
  }

  return (
    <input
      ref={field}
      className="field"
      aria-label={label}
      value={text}
      autoFocus
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
    />
  );
}
