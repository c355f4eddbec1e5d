interface Props {
  readonly title: string;
  readonly text?: string;
  readonly busy?: boolean;
  readonly action?: readonly [label: string, run: () => void];
}

/** What stands where there is nothing to show, and why. */
export function Notice({ title, text, busy = false, action }: Props) {
  return (
    <div className="notice" role={busy ? 'status' : undefined} aria-busy={busy}>
      <span className={busy ? 'disc turning' : 'disc'} aria-hidden="true" />
      <p className="notice-title">{title}</p>
      {text && <p>{text}</p>}
      {action && (
        <button type="button" className="plain" onClick={action[1]}>
          {action[0]}
        </button>
      )}
    </div>
  );
}
