package ankurah.event.vectors;

import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events and commits with their parts, bytes and ids. */
final class EventVectors {
    static final Sha256 SHA = Sha256.jdk();
    static final long TIME = HybridTime.ofMillis(1_700_000_000_000L);
    private static final SystemId SYSTEM = new SystemId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    private static final TransactionId TRANSACTION = new TransactionId(0x1112131415161718L, 0x191a1b1c1d1e1f20L);

    private EventVectors() {}

    static Event genesis() {
        return seal(
                "album", null, Clock.EMPTY, "alice", TIME, payload(1, write("name", Value.of("Origin of Symmetry"))));
    }

    static Event child(Clock parents, long time) {
        return seal("album", genesis(), parents, "alice", time, payload(2, write("year", Value.of(2001))));
    }

    static List<Value> events() {
        Event genesis = genesis();
        Clock root = Clock.of(genesis.id());
        Event first = child(root, TIME + 1);
        Event second = seal("album", genesis, root, "bob", TIME + 2, payload(3, write("year", Value.of(2002))));
        List<Value> vectors = new ArrayList<>();
        vectors.add(vector("a genesis", genesis));
        vectors.add(vector(
                "a second genesis with other salt",
                seal(
                        "album",
                        null,
                        Clock.EMPTY,
                        "alice",
                        TIME,
                        new Payload(salt(9), genesis.payload().orElseThrow().operations()))));
        vectors.add(vector("a child", first));
        vectors.add(vector("a concurrent child by somebody else", second));
        vectors.add(vector("two parents", child(Clock.of(second.id(), first.id()), TIME + 3)));
        vectors.add(vector("32 parents", thirtyTwoParents(root)));
        vectors.add(vector("erased", first.erased()));
        vectors.add(vector("an erased genesis", genesis.erased()));
        vectors.add(vector("no author, no operations", seal("album", null, Clock.EMPTY, "", TIME, payload(4))));
        vectors.add(vector(
                "names beyond ASCII",
                seal(
                        "\u00e4lben \u4e2d \ud83d\ude00",
                        null,
                        Clock.EMPTY,
                        "j\u00f6rg@\u4f8b",
                        TIME,
                        payload(
                                5,
                                write("\uffee", Value.of(1)),
                                write("\ud83d\ude00", Value.of(2)),
                                write("z", Value.of(3))))));
        vectors.add(vector(
                "a deletion",
                seal("album", genesis, root, "alice", TIME + 4, payload(6, write(Names.DELETED, Value.TRUE)))));
        vectors.add(vector(
                "another data type, kept as it is",
                seal(
                        "album",
                        genesis,
                        root,
                        "alice",
                        TIME + 5,
                        payload(7, new Operation("plays", "counter", 65_535, new byte[] {(byte) 0xff, 0, 1})))));
        vectors.add(vector(
                "values of many kinds",
                seal("album", null, Clock.EMPTY, "alice", TIME, payload(8, manyKinds(genesis)))));
        vectors.add(vector("the least time", seal("album", null, Clock.EMPTY, "alice", 0, payload(9))));
        vectors.add(vector("the greatest time", seal("album", null, Clock.EMPTY, "alice", Long.MAX_VALUE, payload(9))));
        vectors.add(vector("a full counter", seal("album", null, Clock.EMPTY, "alice", TIME + 0xffff, payload(9))));
        return vectors;
    }

    private static Operation[] manyKinds(Event other) {
        return new Operation[] {
            write("a", Value.NULL),
            write("b", Value.TRUE),
            write("c", Value.of(0.1)),
            write("d", Value.of(new BigDecimal("0.1"))),
            write("e", new Value.Bytes(new byte[] {1, 2, 3})),
            write("f", new Value.Instant(1)),
            write("g", new Value.Date(2)),
            write("h", Value.of(other.entity())),
            write("i", new Value.List(List.of(Value.of(1), Value.of("x"))))
        };
    }

    private static Event thirtyTwoParents(Clock root) {
        List<EventId> tips = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            tips.add(child(root, TIME + 100 + i).id());
        }
        return child(Clock.of(tips), TIME + 1000);
    }

    static List<Value> commits() {
        Event genesis = genesis();
        Event first = child(Clock.of(genesis.id()), TIME + 1);
        Event second = child(Clock.of(first.id()), TIME + 2);
        Event other = seal(
                "artist",
                null,
                Clock.EMPTY,
                "alice",
                TIME + 3,
                payload(10, write("album", Value.of(genesis.entity()))));
        Commit whole = Commit.of(List.of(genesis, first, second, other), SHA);
        return List.of(
                commit("one event", Commit.of(List.of(genesis), SHA)),
                commit("several entities", whole),
                commit("a part", Commit.of(whole.manifest(), List.of(first, other), SHA)),
                commit("with an erased event", Commit.of(List.of(genesis, first.erased()), SHA)));
    }

    private static Value vector(String name, Event event) {
        var header = event.header();
        Fields fields = Fields.named(name)
                .put("event", event.encode())
                .put("id", event.id().toString())
                .put("entity", event.entity().toString())
                .put("header", header.encode())
                .put("system", header.system().toString())
                .put("collection", header.collection())
                .put("genesis", event.isGenesis() ? Value.TRUE : Value.FALSE)
                .putTexts("parents", header.parents())
                .put("transaction", header.transaction().toString())
                .put("author", header.author())
                .put("time", header.time())
                .put("payloadHash", header.payloadHash().toBytes());
        event.payload().ifPresent(payload -> putPayload(fields, payload));
        return fields.build();
    }

    private static void putPayload(Fields fields, Payload payload) {
        List<Value> operations = new ArrayList<>();
        for (Operation operation : payload.operations()) {
            operations.add(new Fields()
                    .put("property", operation.property())
                    .put("dataType", operation.dataType())
                    .put("version", operation.version())
                    .put("body", operation.body())
                    .build());
        }
        fields.put("payload", payload.encode())
                .put("salt", payload.salt())
                .put("operations", new Value.List(operations));
    }

    private static Value commit(String name, Commit commit) {
        return Fields.named(name)
                .put("commit", commit.encode())
                .put("id", commit.id().toBytes())
                .putTexts("manifest", commit.manifest())
                .putTexts("events", commit.events().stream().map(Event::id).toList())
                .put("whole", commit.isWhole() ? Value.TRUE : Value.FALSE)
                .build();
    }

    static Event seal(
            String collection, @Nullable Event genesis, Clock parents, String author, long time, Payload payload) {
        return Event.seal(
                SYSTEM,
                collection,
                genesis == null ? null : genesis.entity(),
                parents,
                TRANSACTION,
                author,
                time,
                payload,
                SHA);
    }

    static Payload payload(int seed, Operation... operations) {
        return new Payload(salt(seed), List.of(operations));
    }

    private static byte[] salt(int seed) {
        byte[] salt = new byte[Payload.SALT_BYTES];
        for (int i = 0; i < salt.length; i++) {
            salt[i] = (byte) (seed * 16 + i);
        }
        return salt;
    }

    static Operation write(String property, Value value) {
        return Operation.write(property, value);
    }
}
