import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

interface Props {
  readonly value: string;
  /** What it is, for who cannot see where it stands. */
  readonly label: string;
  readonly editing: boolean;
  readonly onEnd: () => void;
  readonly onSave: (value: string) => void;
}

/**
 * A text that becomes a field while it is edited: Enter keeps what was written, Escape does not. What stands in the field when it
 * loses the focus, or when the list stops showing what it belongs to, is kept as well: nobody's words go with a row.
 */
export function Editable({ value, label, editing, onEnd, onSave }: Props) {
  return editing ? <Field value={value} label={label} onEnd={onEnd} onSave={onSave} /> : <>{value}</>;
}

function Field({ value, label, onEnd, onSave }: Omit<Props, 'editing'>) {
  const [text, setText] = useState(value);
  // Who wrote nothing does not take back what somebody else wrote meanwhile.
  const [opened] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => field.current?.select(), []);

  function save() {
    const next = text.trim();
    if (!done.current && next !== '' && next !== opened.trim() && next !== value) {
      onSave(next);
    }
  }

  const leave = useRef(save);
  useEffect(() => {
    leave.current = save;
  });
  useEffect(() => () => leave.current(), []);

  function end(keep: boolean) {
    if (keep) {
      save();
    }
    if (!done.current) {
      done.current = true;
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
