package ankurah.web.internal.disk;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.PersistentMap;
import ankurah.web.internal.run.Coroutines;
import java.util.ArrayList;
import java.util.List;

/**
 * An ordered store that is in memory as a whole, and on the disk as pages and a journal.
 *
 * <p><b>In memory</b>, because a page has to be drawn from it: a read that waits for the disk could not be made in the middle
 * of a render, and a snapshot of the disk would hold up every write. So a snapshot is the pages and the changes of the moment,
 * both in persistent maps, and reads never suspend. A client holds what it subscribes to, not the history.
 *
 * <p><b>As bytes</b>: of what is stored a reader wants a little, and soon. A page is kept as the disk has it, and looked into when one
 * of its keys is read; so opening costs the loading of the bytes and the first key of each page. What the journal has changed since
 * lies over the pages, key by key. A page that is damaged is told of when it is first looked into.
 *
 * <p><b>On the disk</b> a batch is one record, the next of the journal, so a write costs as much as it changes. When the
 * journal has become long, the batch that made it so is written differently: as the pages it and the journal changed, with
 * the journal deleted in the same step. A page is a run of neighbouring entries; loading thousands of entries is loading
 * some dozen records.
 *
 * <p><b>What must hold.</b> Each write is one transaction of the disk, so at any moment the pages and after them the journal in
 * the order of its keys make the contents as they were after some write that has returned, or is under way. Pages do not overlap, and
 * every key in them lies at or above the first key of its page; what is below the first of all is in the journal alone. A batch is shown
 * when the disk has it; if the disk refuses, nothing of it is there.
 */
public final class PagedStore implements OrderedStore {
    private static final String FORMAT = "ankurah pages 1";
    private static final double FORMAT_KEY = 0;
    private static final double FIRST_JOURNAL = 1L << 32;

    /** How long the journal grows. */
    private static final int JOURNAL_BYTES = 256 << 10;

    private final DiskAccess disk;
    private final int journalBytes;
    /** Each change is one that the journal has. */
    private volatile Contents contents = Contents.EMPTY;

    private double nextPage = 1;
    private double firstJournal = FIRST_JOURNAL;
    private double nextJournal = FIRST_JOURNAL;
    private int journaled;
    private boolean closed;

    private PagedStore(DiskAccess disk, int journalBytes) {
        this.disk = disk;
        this.journalBytes = journalBytes;
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
        Editor<byte[], Page> pages = contents.pages().edit();
        List<DiskAccess.Entry> journal = new ArrayList<>();
        for (DiskAccess.Entry entry : records.subList(1, records.size())) {
            if (entry.key() >= FIRST_JOURNAL) {
                journal.add(entry);
            } else {
                Page page = new Page(entry.key(), entry.bytes(), describe());
                pages.put(page.firstKey(), page);
                nextPage = entry.key() + 1;
            }
        }
        contents = new Contents(pages.build(), replayed(journal));
    }

    private PersistentMap<byte[], Contents.Change> replayed(List<DiskAccess.Entry> journal) {
        Editor<byte[], Contents.Change> changes = contents.changes().edit();
        for (DiskAccess.Entry record : journal) {
            Entries.Reader entries = new Entries.Reader(record.bytes(), describe());
            while (entries.next()) {
                changes.put(entries.key(), Contents.Change.to(entries.value()));
            }
            journaled += record.bytes().length;
        }
        if (!journal.isEmpty()) {
            firstJournal = journal.getFirst().key();
            nextJournal = journal.getLast().key() + 1;
        }
        return changes.build();
    }

    // Writing.

    @Override
    public void write(OrderedBatch batch, Durability durability) {
        requireOpen();
        Contents next = contents.with(batch);
        int size = Entries.size(batch);
        boolean synced = durability == Durability.SYNCED;
        if (journaled + size > journalBytes) {
            writePages(next, synced);
        } else {
            disk.write(List.of(new DiskAccess.Entry(nextJournal, record(batch, size))), List.of(), synced);
            journaled += size;
            nextJournal++;
            contents = next;
        }
    }

    private static byte[] record(OrderedBatch batch, int size) {
        Entries.Writer record = new Entries.Writer(size);
        for (int i = 0; i < batch.size(); i++) {
            record.add(batch.key(i), batch.value(i));
        }
        return record.toBytes();
    }

    private void writePages(Contents next, boolean synced) {
        Repaging repaging = Repaging.of(next, nextPage, describe());
        List<DiskAccess.Entry> written = new ArrayList<>(repaging.written().size());
        for (Page page : repaging.written()) {
            written.add(new DiskAccess.Entry(page.number(), page.bytes()));
        }
        List<Double> gone = new ArrayList<>(repaging.gone());
        for (double journal = firstJournal; journal < nextJournal; journal++) {
            gone.add(journal);
        }
        disk.write(written, gone, synced);
        nextPage = repaging.next();
        firstJournal = nextJournal;
        journaled = 0;
        contents = repaging.after();
    }

    @Override
    public OrderedSnapshot snapshot() {
        requireOpen();
        return contents.snapshot();
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
