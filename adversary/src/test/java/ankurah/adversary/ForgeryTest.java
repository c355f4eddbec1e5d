package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.adversary.Forger.Forged;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.SystemId;
import ankurah.event.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commits that no honest client makes. Each is refused by its own code, and nothing of it is stored. */
class ForgeryTest {
    private final Castle castle = new Castle();

    @AfterEach
    void theCastleStands() {
        castle.assertNothingStored();
        castle.assertServes();
        castle.close();
    }

    private Forger forger() {
        return new Forger(castle.node.system());
    }

    private EventId genesis() {
        return castle.row.genesis();
    }

    /** A commit that is one in form: the server answers it and goes on listening. */
    private void assertRejected(Forger forger, String code) throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.say(new Message.Submit(forger.commit()));
            assertThat(intruder.await(Message.Rejected.class).error().code()).isEqualTo(code);
            intruder.subscribe(1, "thing", "");
            intruder.await(Message.Ready.class);
        }
    }

    /** One that is none: the connection ends. */
    private void assertViolation(String code, List<EventId> manifest, Forged... events) throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.say(Forger.submit(manifest, List.of(events)));
            assertThat(intruder.farewell()).isEqualTo(code);
            assertThat(intruder.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void anIdThatIsNotTheContents() throws IOException {
        Forged one = forger().forge();
        Forged other = forger().writing(Operation.write("n", Value.of(8L))).forge();
        assertViolation("event.id_mismatch", List.of(other.id()), one);
    }

    @Test
    void anotherPayloadThanWasSealed() throws IOException {
        Forged one = forger().forge();
        Forged other = forger().writing(Operation.write("n", Value.of(8L))).forge();
        assertViolation(
                "event.payload_mismatch", List.of(one.id()), new Forged(one.id(), one.header(), other.payload()));
    }

    @Test
    void aManifestThatLacksAnEvent() throws IOException {
        Forged one = forger().forge();
        Forged other = forger().writing(Operation.write("n", Value.of(8L))).forge();
        assertViolation("event.id_mismatch", List.of(one.id()), one, other);
    }

    @Test
    void aManifestThatNamesAnEventThatDoesNotCome() throws IOException {
        Forged one = forger().forge();
        Forged other = forger().writing(Operation.write("n", Value.of(8L))).forge();
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.say(Forger.submit(sorted(one, other), List.of(one)));
            assertThat(intruder.await(Message.Rejected.class).error().code()).isEqualTo("commit.incomplete");
        }
    }

    @Test
    void anEventTwice() throws IOException {
        Forged one = forger().forge();
        assertViolation("commit.manifest_not_sorted", List.of(one.id(), one.id()), one, one);
    }

    @Test
    void eventsOutOfOrder() throws IOException {
        Forged one = forger().forge();
        Forged other = forger().writing(Operation.write("n", Value.of(8L))).forge();
        assertViolation("commit.manifest_not_sorted", sorted(one, other).reversed(), one, other);
    }

    private static List<EventId> sorted(Forged... events) {
        return java.util.Arrays.stream(events).map(Forged::id).sorted().toList();
    }

    @Test
    void aCommitOfNothing() throws IOException {
        assertViolation("commit.empty", List.of());
    }

    @Test
    void aBeginningWithAParent() throws IOException {
        Forged forged = forger().after(genesis()).forge();
        assertViolation("event.genesis_with_parents", List.of(forged.id()), forged);
    }

    @Test
    void aLaterEventThatStandsOnNothing() throws IOException {
        Forged forged = forger().of(castle.row).forge();
        assertViolation("event.no_parents", List.of(forged.id()), forged);
    }

    @Test
    void aTimeBeforeTheParents() throws IOException {
        Forger forger = forger().of(castle.row).after(genesis()).at(1_000);
        Forged forged = forger.forge();
        assertViolation("event.time_not_after_parent", List.of(forged.id()), forged);
    }

    @Test
    void aTimeFarAhead() throws IOException {
        assertRejected(forger().at(System.currentTimeMillis() + 3_600_000), "event.time_in_future");
    }

    @Test
    void aTimeFarAheadByWayOfAParentThatIsNotThere() throws IOException {
        Forger ahead = forger().at(System.currentTimeMillis() + 3_600_000);
        Forged parent = ahead.forge();
        Forger child = forger().of(new EntityId(parent.id())).after(parent.id());
        assertRejected(child, "event.parents_missing");
    }

    @Test
    void twoEventsThatStandOnEachOther() throws IOException {
        Forged guess = forger().of(castle.row).after(genesis()).forge();
        Forger first = forger().of(castle.row).after(genesis(), guess.id());
        // In a circle not everyone is later than those he stands on.
        first.time = guess.id().time();
        Forged one = first.forge();
        Forger other = forger().of(castle.row).after(one.id());
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.say(Forger.submit(List.of(one.id()), List.of(one)));
            assertThat(intruder.farewell())
                    .as("an id depends on the parents' ids")
                    .startsWith("event.");
        }
        assertRejected(other, "event.parents_missing");
    }

    @Test
    void anotherSystemsRoot() throws IOException {
        assertRejected(forger().from(new SystemId(7, 7)), "event.other_system");
    }

    @Test
    void aParentOfAnotherRow() throws IOException {
        EventId other = castle.node
                .context()
                .transact(tx -> tx.create("thing", Map.of("n", Value.of(2L))).id())
                .value()
                .genesis();
        castle.besieged();
        Forger child = forger().of(castle.row).after(other);
        assertRejected(child, "event.parents_missing");
    }

    @Test
    void aRowMovedToAnotherCollection() throws IOException {
        Forger forger = forger().of(castle.row).after(genesis()).in("other");
        assertRejected(forger, "event.collection_mismatch");
    }

    @Test
    void aRowThatNobodyBegan() throws IOException {
        EntityId invented = new EntityId(forger().at(5_000_000).forge().id());
        assertRejected(forger().of(invented).after(invented.genesis()), "event.parents_missing");
    }

    @Test
    void anotherAuthor() throws IOException {
        assertRejected(forger().by("ann"), "event.author_mismatch");
    }

    @Test
    void aReservedProperty() throws IOException {
        assertRejected(forger().writing(Operation.write("_text", Value.of("x"))), "name.reserved");
    }

    @Test
    void aRowDeletedByANumber() throws IOException {
        Forger forger = forger().of(castle.row).after(genesis()).writing(Operation.write("_deleted", Value.of(1L)));
        assertRejected(forger, "event.deleted_not_bool");
    }

    @Test
    void anOperationItsTypeCannotRead() throws IOException {
        assertRejected(forger().writing(new Operation("m", "counter", 1, new byte[] {(byte) 0xff})), "cbor.malformed");
    }

    @Test
    void anUpdateOfATextThatIsNone() throws IOException {
        assertRejected(forger().writing(new Operation("_text", "text", 1, new byte[] {1, 2, 3})), "cbor.malformed");
    }

    @Test
    void theSameCommitSentOverAndOverIsStoredOnce() throws IOException {
        castle.besieged();
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            Message submit = new Message.Submit(forger().in("guest").commit());
            long first = 0;
            for (int i = 0; i < 50; i++) {
                intruder.say(submit);
                long number = intruder.await(Message.Committed.class).number();
                first = first == 0 ? number : first;
                assertThat(number).isEqualTo(first);
            }
            assertThat(castle.node.position().number()).isEqualTo(first);
        }
        castle.besieged();
    }
}
