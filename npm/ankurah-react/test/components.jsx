import { AnkurahProvider, useAnkurah, useEntity, useQuery, useSignal, useSyncStatus } from '../dist/index.js';
import { useFragment, useText } from '../dist/text.js';
import { model, t } from 'ankurah';
import { Component, memo, Suspense, useDeferredValue, useState } from 'react';

export const Album = model('Album', { name: t.text, year: t.int.default(0), label: t.string.optional });

export const counts = { list: 0, name: 0, year: 0 };

/** What React Compiler would refuse in a component stands in a function. */
const rendered = (what) => {
  counts[what]++;
};

export function Albums({ since }) {
  rendered('list');
  const { rows, status, error } = useQuery(Album.where('year', '>=', since).orderBy('year'));
  return (
    <p>
      {status}
      {error ? ` ${error.code}` : ''}: {rows.map((album) => album.name).join(', ')}
    </p>
  );
}

export function Paged({ size, handle }) {
  const { rows, hasMore, loadMore } = useQuery(Album.where('year', '<', 10).orderBy('year').limit(size));
  handle(loadMore);
  return (
    <p>
      {rows.map((album) => album.year).join(' ')}
      {hasMore ? ' ...' : ''}
    </p>
  );
}

export function Name({ id }) {
  rendered('name');
  return <b>{useEntity(Album, id, (album) => album.name) ?? 'nobody'}</b>;
}

export function Year({ id }) {
  rendered('year');
  const [year] = useEntity(Album, id, (album) => [album.year]) ?? ['none'];
  return <i>{year}</i>;
}

export function Both({ id }) {
  return (
    <p>
      <Name id={id} /> <Year id={id} />
    </p>
  );
}

export function Whole({ id }) {
  const album = useEntity(Album, id);
  return <p>{album === undefined ? 'nobody' : `${album.name} ${album.year}`}</p>;
}

export function Status() {
  const { state, pending } = useSyncStatus();
  return (
    <p>
      {state} {pending}
    </p>
  );
}

export function Value({ signal }) {
  return <p>{useSignal(signal)}</p>;
}

export function Field({ id, take }) {
  const text = useText(Album, id, 'name');
  take(text);
  return <p>{text.value}</p>;
}

export function Rich({ id, take }) {
  const rich = useFragment(Album, id, 'name');
  take(rich);
  return <p>{rich.fragment === undefined ? 'opening' : 'open'}</p>;
}

export function Client({ take }) {
  take(useAnkurah());
  return <p>taken</p>;
}

function Suspending({ since }) {
  const { rows } = useQuery(Album.where('year', '>=', since).orderBy('year'), { suspense: true });
  return <p>{rows.map((album) => album.name).join(', ')}</p>;
}

function SuspendingName({ id }) {
  return <p>{useEntity(Album, id, (album) => album.name, { suspense: true }) ?? 'nobody'}</p>;
}

export function Waiting({ since, id }) {
  return (
    <Suspense fallback={<p>one moment</p>}>
      {id === undefined ? <Suspending since={since} /> : <SuspendingName id={id} />}
    </Suspense>
  );
}

const Slow = memo(function Slow({ since, keepPrevious }) {
  const { rows, status } = useQuery(Album.where('year', '>=', since).orderBy('year'), { keepPrevious });
  return (
    <p data-status={status}>{rows.map((album) => album.name).join(', ')}</p>
  );
});

/** A search that is typed faster than it is answered. */
export function Search({ first, handle, keepPrevious }) {
  const [since, search] = useState(first);
  handle(search);
  const deferred = useDeferredValue(since);
  return <Slow since={deferred} keepPrevious={keepPrevious} />;
}

export function Broken() {
  const { error } = useQuery(Album.ankql`nonsense >`);
  return <p>{error?.code}</p>;
}

export function SuspendingBroken() {
  useQuery(Album.ankql`nonsense >`, { suspense: true });
  return <p>never</p>;
}

export class Boundary extends Component {
  state = { error: null };
  static getDerivedStateFromError(error) {
    return { error };
  }
  render() {
    return this.state.error ? <p>caught {this.state.error.code}</p> : this.props.children;
  }
}

export { AnkurahProvider };
