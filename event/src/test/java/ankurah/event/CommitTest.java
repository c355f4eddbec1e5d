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

import ankurah.event.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CommitTest {
    private final Event genesis = genesis();
    private final Event a = child(genesis, Clock.of(genesis.id()), TIME + 1);
    private final Event b = child(genesis, Clock.of(a.id()), TIME + 2);
    private final List<Event> all = List.of(genesis, a, b);
    private final List<EventId> manifest = List.of(genesis.id(), a.id(), b.id());

    @Property(tries = 20)
    void theOrderInWhichEventsAreGivenDoesNotMatter(@ForAll long seed) {
        List<Event> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        Commit commit = Commit.of(shuffled, SHA);
        assertThat(commit).isEqualTo(Commit.of(all, SHA)).hasSameHashCodeAs(Commit.of(all, SHA));
        assertThat(commit.events()).containsExactly(genesis, a, b);
        assertThat(commit.manifest()).isEqualTo(manifest);
        assertThat(commit.encode()).isEqualTo(Commit.of(all, SHA).encode());
    }

    @Test
    void aCommitReadsBack() {
        Commit commit = Commit.of(all, SHA);
        Commit read = Commit.decode(commit.encode(), SHA);
        assertThat(read).isEqualTo(commit).hasToString(commit.toString());
        assertThat(read.id()).isEqualTo(commit.id());
        assertThat(read.isWhole()).isTrue();
        assertThat(read.transaction()).isEqualTo(TRANSACTION);
        assertThat(read.author()).isEqualTo("alice");
        assertThat(read.size()).isEqualTo(genesis.size() + a.size() + b.size());
    }

    @Test
    void theIdIsTheHashOfTheManifest() {
        CborWriter out = new CborWriter().array(3);
        manifest.forEach(id -> out.bytes(id.toBytes()));
        assertThat(Commit.of(all, SHA).id()).isEqualTo(SHA.hash(out.toBytes()));
    }

    @Test
    void aPartOfACommitKeepsItsManifestAndItsId() {
        Commit part = Commit.of(manifest, List.of(genesis, b), SHA);
        assertThat(part.isWhole()).isFalse();
        assertThat(part.id()).isEqualTo(Commit.of(all, SHA).id());
        assertThat(part).isNotEqualTo(Commit.of(all, SHA));
        assertThat(Commit.decode(part.encode(), SHA)).isEqualTo(part);
    }

    @Test
    void aCommitWithoutEventsIsRefused() {
        assertInvalid("commit.empty", () -> Commit.of(List.of(), SHA));
        assertInvalid("commit.empty", () -> Commit.of(manifest, List.of(), SHA));
    }

    @Test
    void theManifestIsSortedAndDistinct() {
        assertInvalid("commit.manifest_not_sorted", () -> Commit.of(List.of(a, a), SHA));
        assertInvalid(
                "commit.manifest_not_sorted", () -> Commit.of(List.of(a.id(), genesis.id()), List.of(genesis), SHA));
        assertInvalid("commit.manifest_not_sorted", () -> Commit.of(List.of(a.id(), a.id()), List.of(a), SHA));
    }

    @Test
    void theEventsAreSortedAndDistinct() {
        assertInvalid("commit.events_not_sorted", () -> Commit.of(manifest, List.of(a, genesis), SHA));
        assertInvalid("commit.events_not_sorted", () -> Commit.of(manifest, List.of(a, a), SHA));
    }

    @Test
    void anEventTheManifestDoesNotListIsRefused() {
        assertInvalid("event.id_mismatch", () -> Commit.of(List.of(genesis.id(), a.id()), all, SHA));
        assertInvalid("event.id_mismatch", () -> Commit.of(List.of(a.id()), List.of(genesis), SHA));
    }

    @Test
    void theEventsOfACommitShareTransactionAuthorAndSystem() {
        List<Event> strangers = List.of(
                Event.seal(
                        SYSTEM,
                        "x",
                        null,
                        Clock.EMPTY,
                        new TransactionId(9, 9),
                        "alice",
                        TIME,
                        payload("a", Value.NULL),
                        SHA),
                Event.seal(SYSTEM, "x", null, Clock.EMPTY, TRANSACTION, "bob", TIME, payload("a", Value.NULL), SHA),
                Event.seal(
                        new SystemId(9, 9),
                        "x",
                        null,
                        Clock.EMPTY,
                        TRANSACTION,
                        "alice",
                        TIME,
                        payload("a", Value.NULL),
                        SHA));
        for (Event stranger : strangers) {
            assertInvalid("commit.mixed", () -> Commit.of(List.of(genesis, stranger), SHA));
        }
    }

    @Test
    void aCommitHasAtMost10000Events() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i <= Commit.MAX_EVENTS; i++) {
            events.add(genesis(TIME + i, payload("a", Value.NULL)));
        }
        assertInvalid("commit.too_many_events", () -> Commit.of(events, SHA));
        Commit largest = Commit.of(events.subList(0, Commit.MAX_EVENTS), SHA);
        assertThat(Commit.decode(largest.encode(), SHA)).isEqualTo(largest);
        byte[] manyIds =
                new CborWriter().array(2).array(20_000).raw(new byte[20_000]).toBytes();
        assertInvalid("commit.too_many_events", () -> Commit.decode(manyIds, SHA));
        byte[] manyEvents = new CborWriter()
                .array(2)
                .array(0)
                .array(20_000)
                .raw(new byte[20_000])
                .toBytes();
        assertInvalid("commit.too_many_events", () -> Commit.decode(manyEvents, SHA));
    }

    @Test
    void aCommitHasAtMost16Mebibytes() {
        List<Event> events = new ArrayList<>();
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            Payload large = new Payload(salt(i), List.of(new Operation("a", "blob", 1, new byte[1_000_000])));
            events.add(genesis(TIME + i, large));
            ids.add(events.get(i).id());
        }
        assertInvalid("commit.too_large", () -> Commit.of(events, SHA));
        assertThat(Commit.of(events.subList(0, 16), SHA).size()).isLessThan(Commit.MAX_BYTES);
        CborWriter out = new CborWriter().array(2).array(17);
        ids.forEach(id -> id.write(out));
        out.array(17);
        events.forEach(event -> event.write(out));
        assertInvalid("commit.too_large", () -> Commit.decode(out.toBytes(), SHA));
    }
}
