package ankurah.storage.internal.engine;

import ankurah.event.AnkurahException;
import ankurah.event.SystemId;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.EngineOptions;
import ankurah.storage.Identity;
import ankurah.storage.LogId;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.internal.key.Keys;

/** The record that says what a store is: {@code ["ankurah", format version, system id, log id]}. */
final class Format {
    static final int VERSION = 1;
    private static final String MAGIC = "ankurah";

    private Format() {}

    /** Reads the identity, or makes one if the store is empty. Nothing is written to a store that is not ours. */
    static Identity open(OrderedStore store, OrderedSnapshot snapshot, EngineOptions options) {
        byte[] record = snapshot.get(Keys.FORMAT);
        if (record == null) {
            requireEmpty(store, snapshot);
            return create(store, options);
        }
        Identity identity = read(store, record);
        SystemId required = options.system();
        if (required != null && !required.equals(identity.system())) {
            throw new AnkurahException.Conflict(
                    "storage.other_system",
                    store.describe() + " belongs to the system " + identity.system() + " and not to " + required
                            + "; open it without naming a system, or name another store");
        }
        return identity;
    }

    private static Identity create(OrderedStore store, EngineOptions options) {
        SystemId required = options.system();
        SystemId system = required == null ? SystemId.random(options.random()) : required;
        LogId log = options.log();
        Identity identity = new Identity(system, log == null ? LogId.random(options.random()) : log);
        byte[] record = new CborWriter(64)
                .array(4)
                .text(MAGIC)
                .integer(VERSION)
                .bytes(system.toBytes())
                .bytes(identity.log().toBytes())
                .toBytes();
        store.write(new OrderedBatch().put(Keys.FORMAT, record), Durability.SYNCED);
        return identity;
    }

    private static Identity read(OrderedStore store, byte[] record) {
        long version;
        try {
            CborReader in = new CborReader(record);
            int fields = in.array();
            boolean ours = in.text().equals(MAGIC);
            version = in.integer();
            if (!ours || fields < 2) {
                throw in.malformed("not the format record of a store");
            }
            if (version == VERSION) {
                SystemId system = SystemId.fromBytes(in.bytes());
                LogId log = LogId.fromBytes(in.bytes());
                in.end();
                return new Identity(system, log);
            }
        } catch (RuntimeException e) {
            throw Damage.of(store.describe(), "the format record", Keys.FORMAT, e);
        }
        throw new AnkurahException.Conflict(
                "storage.newer_format",
                store.describe() + " has format version " + version + " and this program knows versions up to "
                        + VERSION + "; use a newer program");
    }

    private static void requireEmpty(OrderedStore store, OrderedSnapshot snapshot) {
        try (OrderedCursor all = snapshot.scan(new byte[0], Keys.LIMIT, false)) {
            if (all.next()) {
                throw new AnkurahException.Fault(
                        "storage.foreign",
                        store.describe() + " holds data without a format record, so it is not a store of Ankurah, or"
                                + " a damaged one; nothing was changed. Name an empty place, or restore a copy");
            }
        }
    }
}
