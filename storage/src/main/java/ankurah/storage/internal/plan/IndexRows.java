package ankurah.storage.internal.plan;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.state.EncodedRow;

/** The rows that the entries of an index name. */
final class IndexRows implements Rows {
    private final OrderedSnapshot store;
    private final IndexEntries entries;
    private final int collection;
    private final EncodedRow row;
    private long looked;

    IndexRows(PlannedQuery.Source source, Way way, Way.Course course) {
        this.store = source.store();
        this.entries = new IndexEntries(store, way.lanes(), course);
        this.collection = source.number();
        this.row = source.row();
    }

    @Override
    public boolean next() {
        if (!entries.next()) {
            return false;
        }
        looked++;
        byte[] entry = entries.key();
        byte[] body = store.get(Keys.indexedState(collection, entry));
        if (body == null) {
            throw new AnkurahException.Invalid("cbor.malformed", "an index entry names a row that is not there");
        }
        row.moveTo(entry, Keys.indexValueEnd(entry), body);
        return true;
    }

    @Override
    public EncodedRow row() {
        return row;
    }

    @Override
    public boolean isPlaced() {
        return entries.isPlaced();
    }

    @Override
    public int group() {
        return entries.group();
    }

    @Override
    public long looked() {
        return looked;
    }

    @Override
    public byte[] key() {
        return entries.key();
    }

    @Override
    public void close() {
        entries.close();
    }
}
