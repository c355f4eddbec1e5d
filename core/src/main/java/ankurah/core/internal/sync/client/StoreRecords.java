package ankurah.core.internal.sync.client;

import ankurah.core.Principal;
import ankurah.core.Rejection;
import ankurah.core.Reminted;
import ankurah.core.internal.sync.client.ClientStore.Reached;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.query.SortKey;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small records of a client's store as bytes; docs/decisions/0013-the-clients-store.md says what they are for. */
final class StoreRecords {
    private static final AnkurahException.Category[] CATEGORIES = AnkurahException.Category.values();

    private StoreRecords() {}

    /** What the server said of itself and of whom it takes this node for. */
    record Identity(SystemId system, Principal principal) {}

    /** How far this node has come, and under which authority. */
    record Shared(Position position, Hash256 authority) {}

    /** A row that is kept although no subscription has it. */
    record Loose(String collection, long number, long bytes, long used) {}

    static byte[] identity(Identity identity) {
        return new CborWriter()
                .array(2)
                .bytes(identity.system().toBytes())
                .text(identity.principal().id())
                .toBytes();
    }

    static Identity identity(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(2, "an identity");
        Identity identity = new Identity(SystemId.fromBytes(in.bytes(SystemId.BYTES)), Principal.of(in.text()));
        in.end();
        return identity;
    }

    static byte[] shared(Shared shared) {
        CborWriter out = new CborWriter().array(2);
        position(out, shared.position());
        return out.bytes(shared.authority().toBytes()).toBytes();
    }

    static Shared shared(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(2, "a shared position");
        Shared shared = new Shared(position(in), Hash256.fromBytes(in.bytes(Hash256.BYTES)));
        in.end();
        return shared;
    }

    static byte[] number(long number) {
        return new CborWriter(9).integer(number).toBytes();
    }

    static long number(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        long number = in.integer();
        in.end();
        return number;
    }

    static byte[] reached(Hash256 id, long at) {
        return new CborWriter(48).array(2).bytes(id.toBytes()).integer(at).toBytes();
    }

    /** @param commit what the store has of the commit */
    static Reached reached(byte[] bytes, byte[] commit, Sha256 sha256) {
        CborReader in = new CborReader(bytes);
        in.array(2, "where a commit is in the log");
        Hash256 id = Hash256.fromBytes(in.bytes(Hash256.BYTES));
        Reached reached = new Reached(in.integer(), id, commit.length, () -> Commit.decode(commit, sha256));
        in.end();
        return reached;
    }

    static byte[] numbers(List<Long> numbers) {
        CborWriter out = new CborWriter().array(numbers.size());
        numbers.forEach(out::integer);
        return out.toBytes();
    }

    static List<Long> numbers(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        int count = in.array();
        List<Long> numbers = new ArrayList<>(Math.min(count, 1_024));
        for (int i = 0; i < count; i++) {
            numbers.add(in.integer());
        }
        in.end();
        return numbers;
    }

    static byte[] loose(Loose loose) {
        return new CborWriter()
                .array(4)
                .text(loose.collection())
                .integer(loose.number())
                .integer(loose.bytes())
                .integer(loose.used())
                .toBytes();
    }

    static Loose loose(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(4, "a row that is kept");
        Loose loose = new Loose(in.text(), in.integer(), in.integer(), in.integer());
        in.end();
        return loose;
    }

    static byte[] subscription(StoredSubscription stored) {
        CborWriter out = new CborWriter().array(8);
        Selection selection = stored.selection();
        out.text(selection.collection()).text(selection.text().text());
        values(out, selection.text().values());
        out.bool(selection.declared());
        if (stored.at() == null) {
            out.nul();
        } else {
            position(out, stored.at());
        }
        out.bytes(stored.authority().toBytes());
        if (stored.last() == null) {
            out.nul();
        } else {
            values(out.array(2), stored.last().values());
            out.bytes(stored.last().id().toBytes());
        }
        return out.array(2).integer(stored.used()).integer(stored.bytes()).toBytes();
    }

    static StoredSubscription subscription(long id, byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(8, "a subscription");
        String collection = in.text();
        QueryText text = new QueryText(in.text(), values(in));
        Selection selection = new Selection(collection, text, in.bool());
        Position at = in.skipNull() ? null : position(in);
        Hash256 authority = Hash256.fromBytes(in.bytes(Hash256.BYTES));
        SortKey last = in.skipNull() ? null : sortKey(in);
        in.array(2, "the use of a subscription");
        StoredSubscription stored =
                new StoredSubscription(id, selection, at, authority, last, in.integer(), in.integer());
        in.end();
        return stored;
    }

    static byte[] rejection(Rejection rejection) {
        AnkurahException reason = rejection.reason();
        CborWriter out = new CborWriter(rejection.commit().size() + 256).array(5);
        rejection.commit().write(out);
        return out.integer(reason.category().ordinal())
                .text(reason.code())
                .text(String.valueOf(reason.getMessage()))
                .bytes(rejection.refused().toBytes())
                .toBytes();
    }

    static Rejection rejection(byte[] bytes, Sha256 sha256) {
        CborReader in = new CborReader(bytes);
        in.array(5, "a rejection");
        Commit commit = Commit.read(in, sha256);
        AnkurahException.Category category = CATEGORIES[in.count(CATEGORIES.length - 1)];
        AnkurahException reason = AnkurahException.of(category, in.text(), in.text(), null);
        Rejection rejection = new Rejection(commit, reason, Hash256.fromBytes(in.bytes(Hash256.BYTES)));
        in.end();
        return rejection;
    }

    static byte[] reminted(Reminted reminted) {
        CborWriter out = new CborWriter().array(2).array(reminted.entities().size());
        reminted.entities()
                .forEach((before, after) -> out.array(2).bytes(before.toBytes()).bytes(after.toBytes()));
        out.array(reminted.commits().size());
        reminted.commits()
                .forEach((before, after) -> out.array(2).bytes(before.toBytes()).bytes(after.toBytes()));
        return out.toBytes();
    }

    static Reminted reminted(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(2, "commits made anew");
        Map<EntityId, EntityId> entities = new LinkedHashMap<>();
        for (int left = in.array(); left > 0; left--) {
            in.array(2, "an entity made anew");
            entities.put(EntityId.fromBytes(in.bytes(EventId.BYTES)), EntityId.fromBytes(in.bytes(EventId.BYTES)));
        }
        Map<Hash256, Hash256> commits = new LinkedHashMap<>();
        for (int left = in.array(); left > 0; left--) {
            in.array(2, "a commit made anew");
            commits.put(Hash256.fromBytes(in.bytes(Hash256.BYTES)), Hash256.fromBytes(in.bytes(Hash256.BYTES)));
        }
        in.end();
        return new Reminted(entities, commits);
    }

    private static void position(CborWriter out, Position position) {
        out.array(3)
                .bytes(position.log().toBytes())
                .integer(position.number())
                .bytes(position.hash().toBytes());
    }

    private static Position position(CborReader in) {
        in.array(3, "a position");
        return new Position(
                LogId.fromBytes(in.bytes(LogId.BYTES)), in.integer(), Hash256.fromBytes(in.bytes(Hash256.BYTES)));
    }

    private static SortKey sortKey(CborReader in) {
        in.array(2, "the key of a row");
        return new SortKey(values(in), EntityId.fromBytes(in.bytes(EventId.BYTES)));
    }

    private static void values(CborWriter out, List<Value> values) {
        out.array(values.size());
        values.forEach(value -> ValueCodec.write(out, value));
    }

    private static List<Value> values(CborReader in) {
        int count = in.array();
        List<Value> values = new ArrayList<>(Math.min(count, 1_024));
        for (int i = 0; i < count; i++) {
            values.add(ValueCodec.read(in));
        }
        return values;
    }
}
