import { useDatabase } from './hooks';
import { Album, type AlbumRow } from './models';

/** What people write about a record, all at once. */
export function LinerNotes({ album }: { readonly album: AlbumRow }) {
  const db = useDatabase();
  return (
    <section className="notes" aria-labelledby="notes">
      <h3 id="notes">Liner notes</h3>
      <textarea
        aria-labelledby="notes"
        value={album.notes}
        onChange={(event) => void db.transact((tx) => tx.edit(Album, album.id, { notes: event.target.value })).local}
      />
    </section>
  );
}
