package ankurah.web.internal.disk;

import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages as they will be: those in which something has changed written anew, in parts if they have grown. */
final class Repaging {
    private static final int PAGE_BYTES = 32 << 10;
    /** Browsers put larger values than 64 KiB into files of their own. */
    private static final int MOST_PAGE_BYTES = 60 << 10;

    private final Contents before;
    private final String where;
    private final List<Page> written = new ArrayList<>();
    private final List<Double> gone = new ArrayList<>();
    private PersistentMap<byte[], Page> pages;
    private double next;

    private Repaging(Contents before, double next, String where) {
        this.before = before;
        this.where = where;
        this.pages = before.pages();
        this.next = next;
    }

    /** @param next the number of the first new page */
    static Repaging of(Contents before, double next, String where) {
        Repaging repaging = new Repaging(before, next, where);
        PersistentMap.Entry<byte[], Contents.Change> change = before.changes().first();
        while (change != null) {
            byte[] end = repaging.renew(change.key());
            change = end == null ? null : before.changes().ceiling(end);
        }
        return repaging;
    }

    /** The same, without changes beside the pages. */
    Contents after() {
        return new Contents(pages, Contents.empty());
    }

    List<Page> written() {
        return written;
    }

    /** The numbers of the pages that are there no more. */
    List<Double> gone() {
        return gone;
    }

    /** The number of the page after the last. */
    double next() {
        return next;
    }

    /** Writes the page of a key anew; tells where the next page begins, null if there is none. */
    private byte @Nullable [] renew(byte[] key) {
        PersistentMap<byte[], Page> old = before.pages();
        PersistentMap.Entry<byte[], Page> page = old.floor(key);
        if (page == null) {
            page = old.first();
        }
        PersistentMap.Entry<byte[], Page> behind = page == null ? null : old.higher(page.key());
        byte[] from = page == null || old.rankOf(page.key()) == 0 ? null : page.key();
        byte[] to = behind == null ? null : behind.key();
        if (page != null) {
            gone.add(page.value().number());
            pages = pages.remove(page.key());
        }
        write(before.scan(from, to, false));
        return to;
    }

    private void write(Contents.Scan run) {
        Entries.Writer page = new Entries.Writer(PAGE_BYTES);
        byte[] first = null;
        while (run.next()) {
            if (first == null) {
                first = run.key();
            } else if (page.size() >= PAGE_BYTES && page.size() + run.bytes() > MOST_PAGE_BYTES) {
                add(first, page);
                page = new Entries.Writer(MOST_PAGE_BYTES);
                first = run.key();
            }
            run.copy(page);
        }
        if (first != null) {
            add(first, page);
        }
    }

    private void add(byte[] first, Entries.Writer entries) {
        Page page = new Page(next, entries.toBytes(), where);
        written.add(page);
        pages = pages.put(first, page);
        next++;
    }
}
