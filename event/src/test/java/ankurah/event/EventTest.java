package ankurah.event;

import static ankurah.event.Fixtures.SHA;
import static ankurah.event.Fixtures.SYSTEM;
import static ankurah.event.Fixtures.TIME;
import static ankurah.event.Fixtures.TRANSACTION;
import static ankurah.event.Fixtures.assertInvalid;
import static ankurah.event.Fixtures.child;
import static ankurah.event.Fixtures.genesis;
import static ankurah.event.Fixtures.payload;
import static ankurah.event.Fixtures.salt;
import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void anEntitysIdIsTheIdOfItsGenesisAndDerivedFromItsContent() {
        Event genesis = genesis();
        assertThat(genesis.isGenesis()).isTrue();
        assertThat(genesis.entity()).isEqualTo(new EntityId(genesis.id()));
        byte[] header = genesis.header().encode();
        assertThat(genesis.id()).isEqualTo(EventId.of(TIME, SHA.hash(header)));
        byte[] expected = new byte[32];
        System.arraycopy(header(genesis.id().toBytes(), 0, 8), 0, expected, 0, 8);
        System.arraycopy(SHA.hash(header).toBytes(), 0, expected, 8, 24);
        assertThat(genesis.id().toBytes()).isEqualTo(expected);
        assertThat(genesis.id().time()).isEqualTo(TIME);
        Event stored = Event.decode(genesis.encode(), SHA);
        assertThat(stored.id()).isEqualTo(genesis.id());
        assertThat(stored.entity()).isEqualTo(genesis.entity());
    }

    private static byte[] header(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    @Test
    void twoEntitiesOfOneTransactionMayReferToEachOther() {
        Event first = genesis(TIME, payload("name", Value.of("A")));
        Event second = genesis(TIME + 1, payload("friend", Value.of(first.entity())));
        Event edit = child(first, Clock.of(first.id()), TIME + 2, payload("friend", Value.of(second.entity())));
        Commit commit = Commit.of(List.of(edit, second, first), SHA);
        assertThat(commit.events()).containsExactly(first, second, edit);
        assertThat(Commit.decode(commit.encode(), SHA)).isEqualTo(commit);
    }

    @Test
    void twoCreatesWithTheSameValuesMakeTwoEntitiesBecauseTheirSaltsDiffer() {
        List<Operation> same = List.of(Operation.write("name", Value.of("Muse")));
        Event one = genesis(TIME, new Payload(salt(1), same));
        Event two = genesis(TIME, new Payload(salt(2), same));
        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(one.header().payloadHash()).isNotEqualTo(two.header().payloadHash());
        assertThat(one.id().time()).isEqualTo(two.id().time());
    }

    @Test
    void changingAnyFieldChangesTheId() {
        Event genesis = genesis();
        Event a = child(genesis, Clock.of(genesis.id()), TIME + 1);
        Event b = child(genesis, Clock.of(genesis.id()), TIME + 2);
        EntityId other = genesis(TIME, payload("x", Value.NULL)).entity();
        Payload payload = payload("name", Value.of("Muse"));
        Clock parents = Clock.of(a.id(), b.id());
        long time = TIME + 10;
        List<EventId> ids = new ArrayList<>();
        ids.add(seal(SYSTEM, "artist", genesis.entity(), parents, TRANSACTION, "alice", time, payload));
        ids.add(seal(new SystemId(1, 1), "artist", genesis.entity(), parents, TRANSACTION, "alice", time, payload));
        ids.add(seal(SYSTEM, "artisu", genesis.entity(), parents, TRANSACTION, "alice", time, payload));
        ids.add(seal(SYSTEM, "artist", other, parents, TRANSACTION, "alice", time, payload));
        ids.add(seal(SYSTEM, "artist", genesis.entity(), Clock.of(a.id()), TRANSACTION, "alice", time, payload));
        ids.add(seal(SYSTEM, "artist", genesis.entity(), Clock.of(b.id()), TRANSACTION, "alice", time, payload));
        ids.add(seal(SYSTEM, "artist", genesis.entity(), parents, new TransactionId(1, 3), "alice", time, payload));
        ids.add(seal(SYSTEM, "artist", genesis.entity(), parents, TRANSACTION, "bob", time, payload));
        ids.add(seal(SYSTEM, "artist", genesis.entity(), parents, TRANSACTION, "", time, payload));
        ids.add(seal(SYSTEM, "artist", genesis.entity(), parents, TRANSACTION, "alice", time + 1, payload));
        for (Payload changed : List.of(
                payload("name", Value.of("Musf")),
                payload("namf", Value.of("Muse")),
                new Payload(salt(1), List.of()),
                new Payload(salt(2), payload.operations()),
                new Payload(salt(1), List.of(new Operation("name", "lwx", 1, ValueCodec.encode(Value.of("Muse"))))),
                new Payload(salt(1), List.of(new Operation("name", "lww", 2, ValueCodec.encode(Value.of("Muse"))))))) {
            ids.add(seal(SYSTEM, "artist", genesis.entity(), parents, TRANSACTION, "alice", time, changed));
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(seal(
                        SYSTEM,
                        "artist",
                        genesis.entity(),
                        Clock.of(b.id(), a.id()),
                        TRANSACTION,
                        "alice",
                        time,
                        payload))
                .isEqualTo(ids.getFirst());
    }

    private static EventId seal(
            SystemId system,
            String collection,
            EntityId entity,
            Clock parents,
            TransactionId transaction,
            String author,
            long time,
            Payload payload) {
        return Event.seal(system, collection, entity, parents, transaction, author, time, payload, SHA)
                .id();
    }

    @Test
    void aGenesisWithAParentIsRefused() {
        Event genesis = genesis();
        assertInvalid(
                "event.genesis_with_parents",
                () -> Event.seal(
                        SYSTEM,
                        "artist",
                        null,
                        Clock.of(genesis.id()),
                        TRANSACTION,
                        "",
                        TIME + 1,
                        payload("a", Value.NULL),
                        SHA));
    }

    @Test
    void aLaterEventWithoutAParentIsRefused() {
        Event genesis = genesis();
        assertInvalid("event.no_parents", () -> child(genesis, Clock.EMPTY, TIME + 1));
    }

    @Test
    void anEventThatClaimsAnotherIdIsRefused() {
        Event genesis = genesis();
        genesis.requireId(EventId.parse(genesis.id().toString()));
        assertInvalid("event.id_mismatch", () -> genesis.requireId(Fixtures.id(TIME, 3)));
    }

    @Test
    void anEventWhoseTimeIsNotAfterEachParentsIsRefused() {
        Event genesis = genesis();
        Event later = child(genesis, Clock.of(genesis.id()), TIME + 100);
        Clock both = Clock.of(genesis.id(), later.id());
        for (LongUnaryOperator shift : List.<LongUnaryOperator>of(t -> t, t -> t - 1, t -> t - 99, t -> 0)) {
            assertInvalid(
                    "event.time_not_after_parent",
                    () -> child(genesis, both, shift.applyAsLong(later.id().time())));
        }
        assertThat(child(genesis, both, TIME + 101).id()).isGreaterThan(later.id());
    }

    @Test
    void aParentWhoseIdNoEventCanHaveIsNeverBefore() {
        Event genesis = genesis();
        EventId impossible = Fixtures.id(-5, 1);
        assertInvalid("event.time_not_after_parent", () -> child(genesis, Clock.of(impossible), TIME));
        assertInvalid("event.time_not_after_parent", () -> child(genesis, Clock.of(impossible), Long.MAX_VALUE));
    }

    @Test
    void aNegativeTimeIsRefused() {
        assertInvalid("event.time_out_of_range", () -> genesis(-1, payload("a", Value.NULL)));
        assertThat(genesis(0, payload("a", Value.NULL)).id().time()).isZero();
        assertThat(genesis(Long.MAX_VALUE, payload("a", Value.NULL)).id().time())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anEventNamesAtMost32Parents() {
        Event genesis = genesis();
        List<EventId> tips = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            tips.add(child(genesis, Clock.of(genesis.id()), TIME + 1 + i).id());
        }
        Clock head = Clock.of(tips);
        assertInvalid("event.too_many_parents", () -> child(genesis, head, TIME + 100));
        Event event = child(genesis, head.greatest(Header.MAX_PARENTS), TIME + 100);
        assertThat(event.header().parents().size()).isEqualTo(32);
        assertThat(Event.decode(event.encode(), SHA).header()).isEqualTo(event.header());
        assertThat(head.advance(event.header().parents(), event.id()).toList())
                .containsExactly(tips.getFirst(), event.id());
    }

    @Test
    void aChildsIdSortsAfterEveryAncestorsEvenWhenTheClockJumpsBackAnHour() {
        AtomicLong wall = new AtomicLong(1_700_000_000_000L);
        Event genesis = genesis(new HybridClock(wall::get).next(0), payload("n", Value.of(0)));
        List<EventId> ancestors = new ArrayList<>(List.of(genesis.id()));
        Clock head = Clock.of(genesis.id());
        for (int i = 1; i < 200; i++) {
            wall.addAndGet(i % 3 == 0 ? -3_600_000 : 1);
            // A new clock each time: another machine, which knows nothing but the parents.
            long time = new HybridClock(wall::get).next(head.latestTime());
            Event child = child(genesis, head, time, payload("n", Value.of(i)));
            assertThat(child.id()).isGreaterThan(ancestors.getLast());
            assertThat(child.id().toString()).isGreaterThan(ancestors.getLast().toString());
            ancestors.add(child.id());
            head = head.advance(child.header().parents(), child.id());
        }
        assertThat(ancestors).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anEventWithoutItsPayloadStillVerifiesAndItsHistoryStillWalks() {
        Event genesis = genesis();
        Event middle = child(genesis, Clock.of(genesis.id()), TIME + 1);
        Event last = child(genesis, Clock.of(middle.id()), TIME + 2);
        Event erased = Event.decode(middle.erased().encode(), SHA);
        erased.requireId(middle.id());
        assertThat(erased.payload()).isEmpty();
        assertThat(erased.header()).isEqualTo(middle.header());
        assertThat(erased.entity()).isEqualTo(genesis.entity());
        assertThat(erased).isNotEqualTo(middle);
        assertThat(erased.size()).isLessThan(middle.size());
        assertThat(last.header().parents()).containsExactly(erased.id());
        assertThat(erased.header().parents()).containsExactly(genesis.id());
        Commit commit = Commit.of(List.of(genesis, middle, last), SHA);
        Commit partly = Commit.of(List.of(genesis, erased, last), SHA);
        assertThat(partly.id()).isEqualTo(commit.id());
        assertThat(partly.isWhole()).isTrue();
    }

    @Test
    void aPayloadThatIsNotTheHeadersIsRefused() {
        Event genesis = genesis();
        byte[] other = payload("name", Value.of("Mute")).encode();
        assertInvalid("event.payload_mismatch", () -> Event.of(genesis.header().encode(), other, SHA));
        assertThat(Event.of(
                        genesis.header().encode(),
                        genesis.payload().orElseThrow().encode(),
                        SHA))
                .isEqualTo(genesis);
    }

    @Test
    void anEventBeyondOneMebibyteIsRefusedBeforeItIsRead() {
        byte[] body = new byte[Event.MAX_BYTES];
        Payload large = new Payload(salt(1), List.of(new Operation("a", "blob", 1, body)));
        assertInvalid("event.too_large", () -> genesis(TIME, large));
        byte[] encoded = new CborWriter()
                .array(2)
                .bytes(new byte[Event.MAX_BYTES])
                .bytes(new byte[1])
                .toBytes();
        assertInvalid("event.too_large", () -> Event.decode(encoded, SHA));
        int frame = genesis(TIME, new Payload(salt(1), List.of(new Operation("a", "blob", 1, new byte[65_536]))))
                        .size()
                - 65_536;
        Payload fits = new Payload(salt(1), List.of(new Operation("a", "blob", 1, new byte[Event.MAX_BYTES - frame])));
        Event largest = genesis(TIME, fits);
        assertThat(largest.size()).isEqualTo(Event.MAX_BYTES);
        assertThat(Event.decode(largest.encode(), SHA)).isEqualTo(largest);
    }

    @Test
    void anotherVersionIsRefusedWithBothNumbers() {
        Event genesis = genesis();
        byte[] header = genesis.header().encode();
        header[1] = 2;
        assertInvalid("event.header_version", () -> Event.of(header, null, SHA));
        byte[] payload = genesis.payload().orElseThrow().encode();
        payload[1] = 7;
        assertInvalid("event.payload_version", () -> Payload.decode(payload));
    }

    @Test
    void parentsOutOfOrderAreRefusedWhenRead() {
        Event genesis = genesis();
        Event a = child(genesis, Clock.of(genesis.id()), TIME + 1);
        Event b = child(genesis, Clock.of(genesis.id()), TIME + 2);
        byte[] header =
                child(genesis, Clock.of(a.id(), b.id()), TIME + 3).header().encode();
        int first = indexOf(header, a.id().toBytes());
        b.id().writeTo(header, first);
        a.id().writeTo(header, first + 34);
        assertInvalid("clock.not_sorted", () -> Header.decode(header));
        a.id().writeTo(header, first);
        assertInvalid("clock.not_sorted", () -> Header.decode(header));
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; ; i++) {
            if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
    }

    @Property(tries = 300)
    void eventsReadBack(
            @ForAll("names") String collection,
            @ForAll("names") String property,
            @ForAll("values") Value value,
            @ForAll long seed) {
        RandomSource random = Fixtures.random(seed);
        Event genesis = Event.seal(
                SystemId.random(random),
                collection,
                null,
                Clock.EMPTY,
                TransactionId.random(random),
                property,
                TIME,
                new Payload(random.bytes(16), List.of(Operation.write(property, value))),
                SHA);
        for (Event event : List.of(
                genesis,
                child(genesis, Clock.of(genesis.id()), TIME + 1, payload(property, value)),
                genesis.erased())) {
            byte[] encoded = event.encode();
            Event read = Event.decode(encoded, Sha256.portable());
            assertThat(read).isEqualTo(event).hasSameHashCodeAs(event);
            assertThat(read.id()).isEqualTo(event.id());
            assertThat(read.header()).isEqualTo(event.header());
            assertThat(read.payload()).isEqualTo(event.payload());
            assertThat(read.encode()).isEqualTo(encoded);
            CborReader in = new CborReader(Objects.requireNonNull(encoded));
            assertThat(Event.read(in, SHA)).isEqualTo(event);
            in.end();
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Samples.names();
    }

    @Provide
    Arbitrary<Value> values() {
        return Samples.values();
    }
}
