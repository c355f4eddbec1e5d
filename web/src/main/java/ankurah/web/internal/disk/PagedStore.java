package ankurah.web.internal.disk;

import ankurah.event.AnkurahException;
import ankurah.event.internal.ValueOrder;
import ankurah.storage.MapSnapshot;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import ankurah.web.internal.run.Coroutines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ordered store whose entries are all in memory, and on the disk as pages and a journal.
 *
 * <p><b>In memory</b>, because a page has to be drawn from it: a read that waits for the disk could not be made in the middle
 * of a render, and a snapshot of the disk would hold up every write. So a snapshot is the persistent map of the moment, and
 * reads never suspend. A client holds what it subscribes to, not the history.
 *
 * <p><b>On the disk</b> a batch is one record, the next of the journal, so a write costs as much as it changes. When the
 * journal has become long, the batch that made it so is written differently: as the pages it and the journal changed, with
 * the journal deleted in the same step. A page is a run of neighbouring entries; loading thousands of entries is loading
 * some dozen records.
 *
 * <p><b>What must hold.</b> Each write is one transaction of the disk, so at any moment the pages and after them the journal in
 * the order of its keys make the map as it was after some write that has returned, or is under way. Pages do not overlap, and
 * every key in the map lies at or above the first key of its page, or below that of the first page. A batch is shown when the
 * disk has it; if the disk refuses, nothing of it is there.
 */
public final class PagedStore implements OrderedStore {
    private static final String FORMAT = "ankurah pages 1";
    private static final double FORMAT_KEY = 0;
    private static final double FIRST_JOURNAL = 1L << 32;
    private static final int PAGE_BYTES = 32 << 10;
    private static final int MOST_PAGE_BYTES = 2 * PAGE_BYTES;

    /** How long the journal grows. */
    private static final int JOURNAL_BYTES = 256 << 10;

    private final DiskAccess disk;
    private final int journalBytes;
    private volatile PersistentMap<byte[], byte[]> map = empty();
    /** The number of each page, by its first key. */
    private PersistentMap<byte[], Double> pages = empty();
    /** The keys that the journal has changed. */
    private PersistentMap<byte[], Boolean> changed = empty();

    private double nextPage = 1;
    private double firstJournal = FIRST_JOURNAL;
    private double nextJournal = FIRST_JOURNAL;
    private int journaled;
    private boolean closed;

    private PagedStore(DiskAccess disk, int journalBytes) {
        this.disk = disk;
        this.journalBytes = journalBytes;
    }

    private static <V> PersistentMap<byte[], V> empty() {
        return PersistentMap.empty(ValueOrder::compareBytes);
    }

    /**
     * Loads what the disk holds; suspends meanwhile. The store closes the disk, also when this fails.
     *
     * @throws AnkurahException.Fault {@code storage.damaged}, {@code storage.foreign}
     * @throws AnkurahException.Conflict {@code storage.newer_format}
     */
    public static PagedStore open(HostDisk disk, Coroutines coroutines) {
        return open(disk, coroutines, JOURNAL_BYTES);
    }

    /** The same, with a journal of another length. */
    public static PagedStore open(HostDisk host, Coroutines coroutines, int journalBytes) {
        DiskAccess disk = new DiskAccess(host, coroutines);
        PagedStore store = new PagedStore(disk, journalBytes);
        try {
            store.load(disk.load());
        } catch (RuntimeException e) {
            disk.close();
            throw e;
        }
        return store;
    }

    // Loading.

    private void load(List<DiskAccess.Entry> records) {
        if (records.isEmpty()) {
            disk.write(List.of(new DiskAccess.Entry(FORMAT_KEY, FormatText.bytes(FORMAT))), List.of(), true);
            return;
        }
        FormatText.require(FORMAT, records.getFirst(), FORMAT_KEY, describe());
        PersistentMap<byte[], DiskAccess.Entry> byFirstKey = empty();
        List<DiskAccess.Entry> journal = new ArrayList<>();
        for (DiskAccess.Entry entry : records.subList(1, records.size())) {
            if (entry.key() >= FIRST_JOURNAL) {
                journal.add(entry);
            } else {
                byFirstKey = byFirstKey.put(firstKey(entry), entry);
            }
        }
        loadPages(byFirstKey);
        journal.forEach(this::replay);
    }

    private byte[] firstKey(DiskAccess.Entry page) {
        Entries.Reader entries = reader(page);
        if (!entries.next()) {
            throw new AnkurahException.Fault("storage.damaged", "a page of " + describe() + " is empty");
        }
        return entries.key();
    }

    private void loadPages(PersistentMap<byte[], DiskAccess.Entry> byFirstKey) {
        Editor<byte[], byte[]> all = map.edit();
        Editor<byte[], Double> firsts = pages.edit();
        for (PersistentMap.Entry<byte[], DiskAccess.Entry> page : byFirstKey) {
            Entries.Reader entries = reader(page.value());
            while (entries.next()) {
                put(all, entries.key(), entries.value());
            }
            firsts.put(page.key(), page.value().key());
            nextPage = Math.max(nextPage, page.value().key() + 1);
        }
        map = all.build();
        pages = firsts.build();
    }

    private void replay(DiskAccess.Entry record) {
        if (journaled == 0) {
            firstJournal = record.key();
        }
        nextJournal = record.key() + 1;
        journaled += record.bytes().length;
        Editor<byte[], byte[]> all = map.edit();
        Editor<byte[], Boolean> keys = changed.edit();
        Entries.Reader entries = reader(record);
        while (entries.next()) {
            put(all, entries.key(), entries.value());
            keys.put(entries.key(), true);
        }
        map = all.build();
        changed = keys.build();
    }

    private static void put(Editor<byte[], byte[]> all, byte[] key, byte @Nullable [] value) {
        if (value == null) {
            all.remove(key);
        } else {
            all.put(key, value);
        }
    }

    private Entries.Reader reader(DiskAccess.Entry record) {
        return new Entries.Reader(record.bytes(), describe());
    }

    // Writing.

    @Override
    public void write(OrderedBatch batch, Durability durability) {
        requireOpen();
        PersistentMap<byte[], byte[]> next = MapSnapshot.applied(map, batch);
        Editor<byte[], Boolean> keys = changed.edit();
        Entries.Writer record = new Entries.Writer();
        for (int i = 0; i < batch.size(); i++) {
            record.add(batch.key(i), batch.value(i));
            keys.put(batch.key(i), true);
        }
        PersistentMap<byte[], Boolean> nextChanged = keys.build();
        boolean synced = durability == Durability.SYNCED;
        if (journaled + record.size() > journalBytes) {
            writePages(next, nextChanged, synced);
        } else {
            disk.write(List.of(new DiskAccess.Entry(nextJournal, record.toBytes())), List.of(), synced);
            journaled += record.size();
            nextJournal++;
            changed = nextChanged;
        }
        map = next;
    }

    private void writePages(PersistentMap<byte[], byte[]> next, PersistentMap<byte[], Boolean> keys, boolean synced) {
        Repaging repaging = new Repaging(next);
        PersistentMap.Entry<byte[], Boolean> key = keys.first();
        while (key != null) {
            byte[] end = repaging.renew(key.key());
            key = end == null ? null : keys.ceiling(end);
        }
        for (double journal = firstJournal; journal < nextJournal; journal++) {
            repaging.gone.add(journal);
        }
        disk.write(repaging.written, repaging.gone, synced);
        pages = repaging.firsts;
        nextPage = repaging.next;
        firstJournal = nextJournal;
        journaled = 0;
        changed = empty();
    }

    /** The pages as they will be. */
    private final class Repaging {
        private final PersistentMap<byte[], byte[]> entries;
        private final List<DiskAccess.Entry> written = new ArrayList<>();
        private final List<Double> gone = new ArrayList<>();
        private PersistentMap<byte[], Double> firsts = pages;
        private double next = nextPage;

        Repaging(PersistentMap<byte[], byte[]> entries) {
            this.entries = entries;
        }

        /** Writes the page of a key anew, in parts if it has grown; tells where the next page begins, null if there is none. */
        byte @Nullable [] renew(byte[] key) {
            PersistentMap.Entry<byte[], Double> page = pages.floor(key);
            if (page == null) {
                page = pages.first();
            }
            PersistentMap.Entry<byte[], Double> behind = page == null ? null : pages.higher(page.key());
            byte[] from = page == null || pages.rankOf(page.key()) == 0 ? null : page.key();
            byte[] to = behind == null ? null : behind.key();
            if (page != null) {
                gone.add(page.value());
                firsts = firsts.remove(page.key());
            }
            write(entries.ascending(from, to));
            return to;
        }

        private void write(MapCursor<byte[], byte[]> run) {
            Entries.Writer page = new Entries.Writer();
            byte[] first = null;
            while (run.next()) {
                if (first == null) {
                    first = run.key();
                } else if (page.size() >= PAGE_BYTES && page.size() + run.value().length > MOST_PAGE_BYTES) {
                    add(first, page);
                    page = new Entries.Writer();
                    first = run.key();
                }
                page.add(run.key(), run.value());
            }
            if (first != null) {
                add(first, page);
            }
        }

        private void add(byte[] first, Entries.Writer page) {
            written.add(new DiskAccess.Entry(next, page.toBytes()));
            firsts = firsts.put(first, next);
            next++;
        }
    }

    @Override
    public OrderedSnapshot snapshot() {
        requireOpen();
        return new MapSnapshot(map);
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("storage.closed", describe() + " is closed");
        }
    }

    @Override
    public long diskBytes() {
        return -1;
    }

    @Override
    public String describe() {
        return disk.describe();
    }

    @Override
    public void close() {
        closed = true;
        disk.close();
    }
}
