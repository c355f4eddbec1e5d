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
    private final boolean placing;
    private final EncodedRow row;

    /** @param placing whether the value of the index is all the order there is */
    IndexRows(OrderedSnapshot store, IndexEntries entries, int collection, boolean placing, EncodedRow row) {
        this.store = store;
        this.entries = entries;
        this.collection = collection;
        this.placing = placing;
        this.row = row;
    }

    @Override
    public boolean next() {
        if (!entries.next()) {
            return false;
        }
        byte[] entry = entries.key();
        byte[] key = Keys.indexedState(collection, entry);
        byte[] body = store.get(key);
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
        return placing && !Keys.isCut(Keys.indexValueEnd(entries.key()));
    }

    @Override
    public int group() {
        return entries.group();
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
