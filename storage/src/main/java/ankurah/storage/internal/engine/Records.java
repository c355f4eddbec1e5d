package ankurah.storage.internal.engine;

import ankurah.event.Event;
import ankurah.event.Sha256;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.LogId;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.Position;
import ankurah.storage.StoredEvent;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.state.LogCodec;

/** Reads and writes the small records of the engine. */
final class Records {
    private Records() {}

    static byte[] number(long value) {
        return new CborWriter(16).integer(value).toBytes();
    }

    static long number(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        long value = in.integer();
        in.end();
        return value;
    }

    /** The event, and behind it its number, if it has one. */
    static byte[] event(StoredEvent stored) {
        CborWriter out = new CborWriter(stored.event().size() + 32);
        stored.event().write(out);
        if (stored.number() > 0) {
            out.integer(stored.number());
        }
        return out.toBytes();
    }

    static StoredEvent event(byte[] bytes, Sha256 sha256) {
        CborReader in = new CborReader(bytes);
        Event event = Event.read(in, sha256);
        return new StoredEvent(event, eventNumber(in));
    }

    static long eventNumber(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(2, "an event");
        byte[] unusedHeader = in.bytes();
        if (!in.skipNull()) {
            byte[] unusedPayload = in.bytes();
        }
        return eventNumber(in);
    }

    private static long eventNumber(CborReader in) {
        long number = in.remaining() == 0 ? 0 : in.integer();
        in.end();
        return number;
    }

    static Catalog catalog(String store, OrderedSnapshot snapshot) {
        Catalog catalog = Catalog.EMPTY;
        byte[] collections = Keys.collections();
        try (OrderedCursor found = snapshot.scan(collections, Keys.behind(collections), false)) {
            while (found.next()) {
                byte[] key = found.key();
                try {
                    catalog = catalog.withCollection(Keys.name(key), Math.toIntExact(number(found.value())));
                } catch (RuntimeException e) {
                    throw Damage.of(store, "the number of a collection", key, e);
                }
            }
        }
        byte[] indexes = Keys.indexRecords();
        try (OrderedCursor found = snapshot.scan(indexes, Keys.behind(indexes), false)) {
            while (found.next()) {
                byte[] key = found.key();
                try {
                    catalog = catalog.withIndex(Index.decode(Keys.indexRecordNumber(key), found.value()));
                } catch (RuntimeException e) {
                    throw Damage.of(store, "the record of an index", key, e);
                }
            }
        }
        return catalog;
    }

    /** Behind the last entry of the log. */
    static Position position(String store, OrderedSnapshot snapshot, LogId log) {
        byte[] entries = Keys.log();
        try (OrderedCursor last = snapshot.scan(entries, Keys.behind(entries), true)) {
            if (!last.next()) {
                return Position.start(log);
            }
            byte[] key = last.key();
            try {
                return LogCodec.decode(Keys.logNumber(key), last.value()).position(log);
            } catch (RuntimeException e) {
                throw Damage.of(store, "the last log entry", key, e);
            }
        }
    }
}
