import { useSyncStatus } from 'ankurah-react';

const WORDS = {
  opening: 'Opening',
  connecting: 'Connecting',
  connected: 'Live',
  offline: 'Offline',
  closed: 'Closed',
} as const;

/** Whether others see what is done here, and how much waits until they do. */
export function StatusBadge() {
  const { state, pending, error } = useSyncStatus();
  return (
    <p className={`badge ${state}`} role="status" title={error?.message}>
      <span className="dot" aria-hidden="true" />
      <span>{WORDS[state]}</span>
      {pending > 0 && (
        <span className="pending" data-pending={pending}>
          {pending} {pending === 1 ? 'change' : 'changes'} to send
        </span>
      )}
    </p>
  );
}
