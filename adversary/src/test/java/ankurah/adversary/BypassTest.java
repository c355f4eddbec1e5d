package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Principal;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.rules.Rules;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Value;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing what one may not, by way of time: beside what others wrote, before it, or in one commit with what is allowed. */
class BypassTest {
    private static final Rules RULES = Rules.parse("{\"collections\":{"
            + "\"note\":{\"read\":true,\"create\":\"owner = $principal.id\",\"update\":\"owner = $principal.id\","
            + "\"delete\":\"owner = $principal.id\",\"erase\":false,"
            + "\"properties\":{\"rating\":{\"role\":\"critic\"},\"*\":true}},"
            + "\"thing\":{\"read\":true},\"guest\":{\"read\":true,\"write\":true}}}");

    private final Tokens tokens = new Tokens();
    private final Castle castle =
            new Castle(RULES, options -> options.withAuthenticator(tokens.authenticator()), tokens.of("honest", 3_600));
    private EntityId note;
    private EventId given;

    /** It was bob's, and is ann's now. */
    @BeforeEach
    void writeSomething() {
        note = castle.node
                .context(Principal.SYSTEM)
                .transact(tx -> tx.create("note", Map.of("owner", Value.of("bob"), "text", Value.of("old")))
                        .id())
                .value();
        castle.node.context(Principal.SYSTEM).run(tx -> tx.set(note, "owner", Value.of("ann")));
        given = castle.node.context(Principal.SYSTEM).get(note).state().head().get(0);
        castle.besieged();
    }

    @AfterEach
    void theCastleStands() {
        assertThat(castle.node.context(Principal.SYSTEM).get(note).get("owner")).isEqualTo(Value.of("ann"));
        castle.assertNothingStored();
        castle.assertServes();
        castle.close();
    }

    private Forger bobs(Operation... operations) {
        return new Forger(castle.node.system()).by("bob").in("note").of(note).writing(operations);
    }

    private void assertRefused(Forger forger) throws IOException {
        assertRefused(forger.commit());
    }

    private void assertRefused(Commit commit) throws IOException {
        try (Intruder bob = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600))) {
            bob.say(new Message.Submit(commit));
            assertThat(bob.await(Message.Rejected.class).error().code()).isEqualTo("policy.refused");
        }
    }

    @Test
    void anEditBesideTheOneThatTookTheRow() throws IOException {
        assertRefused(bobs(Operation.write("text", Value.of("mine"))).after(note.genesis()));
    }

    @Test
    void takingTheRowBackBesideTheOneThatTookIt() throws IOException {
        assertRefused(bobs(Operation.write("owner", Value.of("bob"))).after(note.genesis()));
    }

    @Test
    void takingTheRowByWritingOnesName() throws IOException {
        assertRefused(bobs(Operation.write("owner", Value.of("bob"))).after(given));
    }

    @Test
    void deletingBesideTheOneThatTookIt() throws IOException {
        assertRefused(bobs(Operation.write("_deleted", Value.TRUE)).after(note.genesis()));
    }

    @Test
    void aPropertyThatIsForOthers() throws IOException {
        EntityId own = castle.node
                .context(Principal.SYSTEM)
                .transact(tx ->
                        tx.create("note", Map.of("owner", Value.of("bob"))).id())
                .value();
        castle.besieged();
        Forger forger = new Forger(castle.node.system())
                .by("bob")
                .in("note")
                .of(own)
                .after(own.genesis())
                .writing(Operation.write("rating", Value.of(5L)));
        assertRefused(forger);
    }

    @Test
    void aPropertyThatIsForOthersByAnotherDataType() throws IOException {
        EntityId own = castle.node
                .context(Principal.SYSTEM)
                .transact(tx ->
                        tx.create("note", Map.of("owner", Value.of("bob"))).id())
                .value();
        castle.besieged();
        Forger forger = new Forger(castle.node.system())
                .by("bob")
                .in("note")
                .of(own)
                .after(own.genesis())
                .writing(new Operation("rating", "counter", 1, new byte[] {5}));
        assertRefused(forger);
    }

    @Test
    void somethingForbiddenInOneCommitWithSomethingAllowed() throws IOException {
        Forger allowed = new Forger(castle.node.system()).by("bob").in("guest");
        Forger forbidden = bobs(Operation.write("text", Value.of("mine"))).after(note.genesis());
        Commit both = Commit.of(
                Stream.of(allowed.event(), forbidden.event())
                        .sorted(java.util.Comparator.comparing(event -> event.id()))
                        .toList(),
                Forger.SHA);
        assertRefused(both);
    }

    @Test
    void whatIsBuiltOnSomethingRefused() throws IOException {
        Forger refused = new Forger(castle.node.system()).by("bob").in("note");
        Forger child = new Forger(castle.node.system())
                .by("bob")
                .in("note")
                .of(new EntityId(refused.event().id()))
                .after(refused.event().id());
        try (Intruder bob = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600))) {
            bob.say(new Message.Submit(refused.commit()));
            assertThat(bob.await(Message.Rejected.class).error().code()).isEqualTo("policy.refused");
            bob.say(new Message.Submit(child.commit()));
            assertThat(bob.await(Message.Rejected.class).error().code())
                    .isIn("event.parents_missing", "commit.built_on_refused");
        }
    }

    @Test
    void aRightThatWasTakenWhileTheConnectionIsOpen() throws IOException {
        try (Intruder bob = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600, "critic"))) {
            bob.say(new Message.Renew(tokens.of("bob", 3_600)));
            bob.await(Message.Standing.class);
            castle.node.usePolicy(Rules.parse("{\"collections\":{\"thing\":{\"read\":true},"
                    + "\"guest\":{\"read\":true,\"write\":true},\"note\":{\"read\":true}}}"));
            Forger own = new Forger(castle.node.system())
                    .by("bob")
                    .in("note")
                    .writing(Operation.write("owner", Value.of("bob")));
            bob.say(new Message.Submit(own.commit()));
            assertThat(bob.await(Message.Rejected.class).error().code()).isEqualTo("policy.refused");
        }
    }

    @Test
    void erasingWhatOthersWrote() throws IOException {
        Forger forger = bobs(new Operation("_erased", "erase", 1, new byte[] {(byte) 0x80}))
                .after(given);
        try (Intruder bob = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600))) {
            bob.say(new Message.Submit(forger.commit()));
            assertThat(bob.await(Message.Rejected.class).error().code()).isNotEmpty();
        }
    }

    @Test
    void commitsThatAreOld() throws IOException {
        try (Intruder bob = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600))) {
            Message old = new Message.Submit(
                    new Forger(castle.node.system()).by("bob").in("guest").commit());
            bob.say(old);
            long number = bob.await(Message.Committed.class).number();
            castle.besieged();
            castle.node.usePolicy(Rules.parse("{\"collections\":{\"thing\":{\"read\":true},"
                    + "\"guest\":{\"read\":true,\"create\":\"$principal.id = 'honest'\"}}}"));
            bob.say(old);
            Message answer = null;
            while (answer == null) {
                Message next = bob.next();
                answer = next instanceof Message.Committed || next instanceof Message.Rejected ? next : null;
            }
            if (answer instanceof Message.Committed again) {
                assertThat(again.number()).as("the answer it had").isEqualTo(number);
            }
        }
    }
}
