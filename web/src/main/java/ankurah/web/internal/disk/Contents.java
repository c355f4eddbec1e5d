package ankurah.web.internal.disk;

import ankurah.event.AnkurahException;
import ankurah.event.internal.ValueOrder;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds at one moment: its pages by the first key of each, and what the journal has changed since they were written.
 * Immutable, and as cheap to keep as what later moments do not share with it.
 */
record Contents(PersistentMap<byte[], Page> pages, PersistentMap<byte[], Change> changes) {
    static final Contents EMPTY = new Contents(empty(), empty());

    /** What a key has become; null if it is gone. */
    record Change(byte @Nullable [] value) {
        private static final Change GONE = new Change(null);

        static Change to(byte @Nullable [] value) {
            return value == null ? GONE : new Change(value);
        }
    }

    static <V> PersistentMap<byte[], V> empty() {
        return PersistentMap.empty(ValueOrder::compareBytes);
    }

    /** With a batch of changes on top. */
    Contents with(OrderedBatch batch) {
        Editor<byte[], Change> next = changes.edit();
        for (int i = 0; i < batch.size(); i++) {
            next.put(batch.key(i), Change.to(batch.value(i)));
        }
        return new Contents(pages, next.build());
    }

    byte @Nullable [] get(byte[] key) {
        Change change = changes.get(key);
        if (change != null) {
            return change.value();
        }
        PersistentMap.Entry<byte[], Page> page = pages.floor(key);
        return page == null ? null : page.value().get(key);
    }

    /** @param from null for no bound, as {@code to} */
    Scan scan(byte @Nullable [] from, byte @Nullable [] to, boolean reverse) {
        return new Scan(this, from, to, reverse);
    }

    /** The pages that may hold keys of a range. */
    private MapCursor<byte[], Page> pages(byte @Nullable [] from, byte @Nullable [] to, boolean reverse) {
        PersistentMap.Entry<byte[], Page> first = from == null ? null : pages.floor(from);
        byte[] at = first == null ? from : first.key();
        return reverse ? pages.descending(at, to) : pages.ascending(at, to);
    }

    /** As if each change were another key. */
    long estimate(byte[] from, byte[] to) {
        long count = (long) changes.rankOf(to) - changes.rankOf(from);
        MapCursor<byte[], Page> its = pages(from, to, false);
        while (its.next()) {
            count += its.value().rank(to) - its.value().rank(from);
        }
        return Math.max(0, count);
    }

    /**
     * Walks a range, in which a change stands before what a page has of the same key. Stands before the first entry until
     * {@link #next} is called.
     */
    static final class Scan implements OrderedCursor {
        private final byte @Nullable [] from;
        private final byte @Nullable [] to;
        private final int step;
        private final MapCursor<byte[], Page> pages;
        private final MapCursor<byte[], Change> changes;

        /** The next entry of the pages, if there is a page; entries left of it count itself. */
        private @Nullable Page page;

        private int entry;
        private int entriesLeft;
        private boolean changeStands;

        private @Nullable Page current;
        private int currentEntry;
        private byte @Nullable [] currentKey;
        private byte @Nullable [] currentValue;

        private Scan(Contents of, byte @Nullable [] from, byte @Nullable [] to, boolean reverse) {
            this.from = from;
            this.to = to;
            this.step = reverse ? -1 : 1;
            this.pages = of.pages(from, to, reverse);
            this.changes = reverse ? of.changes.descending(from, to) : of.changes.ascending(from, to);
            this.changeStands = changes.next();
            turn();
        }

        /** Moves to the next page that has entries of the range. */
        private void turn() {
            page = null;
            while (entriesLeft == 0 && pages.next()) {
                Page next = pages.value();
                int first = from == null ? 0 : next.rank(from);
                int behind = to == null ? next.size() : next.rank(to);
                if (behind > first) {
                    page = next;
                    entriesLeft = behind - first;
                    entry = step > 0 ? first : behind - 1;
                }
            }
        }

        private void pass() {
            entry += step;
            if (--entriesLeft == 0) {
                turn();
            }
        }

        @Override
        public boolean next() {
            while (page != null || changeStands) {
                Page its = page;
                int order = its == null ? 1 : changeStands ? step * its.compare(entry, changes.key()) : -1;
                if (its != null && order < 0) {
                    takeEntry(its);
                    return true;
                }
                if (order == 0) {
                    pass();
                }
                if (takeChange()) {
                    return true;
                }
            }
            return false;
        }

        private void takeEntry(Page its) {
            current = its;
            currentEntry = entry;
            currentKey = null;
            pass();
        }

        /** False if it says that the key is gone. */
        private boolean takeChange() {
            byte[] value = changes.value().value();
            current = null;
            currentKey = changes.key();
            currentValue = value;
            changeStands = changes.next();
            return value != null;
        }

        @Override
        public byte[] key() {
            byte[] known = currentKey;
            if (known == null) {
                known = standing().key(currentEntry);
                currentKey = known;
            }
            return known;
        }

        @Override
        public byte[] value() {
            byte[] value = current == null ? currentValue : current.value(currentEntry);
            if (value == null) {
                throw new IllegalStateException("the cursor stands before its first entry");
            }
            return value;
        }

        /** Writes the entry to the end of a run. */
        void copy(Entries.Writer run) {
            if (current == null) {
                run.add(key(), value());
            } else {
                run.copy(current.bytes(), current.start(currentEntry), current.end(currentEntry));
            }
        }

        /** About how many bytes the entry takes in a run. */
        int bytes() {
            return current == null
                    ? key().length + value().length
                    : current.end(currentEntry) - current.start(currentEntry);
        }

        private Page standing() {
            Page its = current;
            if (its == null) {
                throw new IllegalStateException("the cursor stands before its first entry");
            }
            return its;
        }

        @Override
        public void close() {}
    }

    /** These contents as what a store is asked for. */
    OrderedSnapshot snapshot() {
        return new Snapshot(this);
    }

    private static final class Snapshot implements OrderedSnapshot {
        private @Nullable Contents contents;

        Snapshot(Contents contents) {
            this.contents = contents;
        }

        private Contents open() {
            Contents open = contents;
            if (open == null) {
                throw new AnkurahException.Unavailable("storage.closed", "the snapshot is closed");
            }
            return open;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return open().get(key);
        }

        @Override
        public OrderedCursor scan(byte[] from, byte[] to, boolean reverse) {
            return open().scan(from, to, reverse);
        }

        @Override
        public long estimate(byte[] from, byte[] to) {
            return open().estimate(from, to);
        }

        @Override
        public void close() {
            contents = null;
        }
    }
}
