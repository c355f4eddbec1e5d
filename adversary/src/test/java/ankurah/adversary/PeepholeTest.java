package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Principal;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.core.rules.Rules;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking at what one may not see, by every question there is. Ann has secrets; bob asks. */
class PeepholeTest {
    private static final String SECRET = "the secret of ann";
    private static final Rules RULES = Rules.parse("{\"collections\":{"
            + "\"note\":{\"read\":\"owner = $principal.id\",\"write\":\"owner = $principal.id\"},"
            + "\"pointer\":{\"read\":true,\"write\":true},"
            + "\"vault\":{\"read\":{\"role\":\"keeper\"},\"write\":false},"
            + "\"thing\":{\"read\":true,\"write\":true},\"guest\":{\"read\":true,\"write\":true}}}");

    private final Tokens tokens = new Tokens();
    private final Castle castle =
            new Castle(RULES, options -> options.withAuthenticator(tokens.authenticator()), tokens.of("honest", 3_600));
    private EntityId secret;
    private EntityId pointer;
    private Position before;
    private Intruder bob;

    @BeforeEach
    void hideSomething() throws IOException {
        before = castle.node.position();
        secret = castle.node
                .context(Principal.SYSTEM)
                .transact(tx -> tx.create(
                                "note", Map.of("owner", Value.of("ann"), "text", Value.of(SECRET), "n", Value.of(7L)))
                        .id())
                .value();
        castle.node.context(Principal.SYSTEM).run(tx -> {
            tx.create("note", Map.of("owner", Value.of("bob"), "text", Value.of("mine"), "n", Value.of(5L)));
            tx.create("vault", Map.of("combination", Value.of(SECRET)));
        });
        pointer = castle.node
                .context(Principal.SYSTEM)
                .transact(tx -> tx.create("pointer", Map.of("to", Value.of(secret), "n", Value.of(1L)))
                        .id())
                .value();
        castle.besieged();
        bob = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600));
    }

    @AfterEach
    void nothingWasSeen() throws IOException {
        String all = new String(bob.heard(), StandardCharsets.ISO_8859_1);
        assertThat(all).as("what bob was sent").doesNotContain(SECRET);
        bob.close();
        castle.assertNothingStored();
        castle.assertServes();
        castle.close();
    }

    private static QueryText text(String query) {
        return new QueryText(query, List.of());
    }

    private List<EntityId> rows(String collection, String query, Resume resume) throws IOException {
        bob.say(new Message.Subscribe(1, collection, text(query), resume, false));
        List<EntityId> rows = new ArrayList<>();
        while (true) {
            switch (bob.next()) {
                case Message.Page page -> rows.addAll(page.rows());
                case Message.Ready ready -> {
                    bob.say(new Message.Unsubscribe(1));
                    bob.await(Message.Unsubscribed.class);
                    return rows;
                }
                case null -> throw new AssertionError("closed");
                default -> {}
            }
        }
    }

    private List<byte[]> ask(Ask ask) throws IOException {
        bob.say(new Message.Request(1, ask));
        List<byte[]> items = new ArrayList<>();
        while (true) {
            switch (bob.next()) {
                case Message.Answer answer -> {
                    items.addAll(answer.items());
                    if (answer.last()) {
                        return items;
                    }
                }
                case Message.RequestFailed failed ->
                    throw new AssertionError(failed.error().code());
                case null -> throw new AssertionError("closed");
                default -> {}
            }
        }
    }

    @Test
    void bySubscribing() throws IOException {
        assertThat(rows("note", "", null)).hasSize(1).doesNotContain(secret);
        assertThat(rows("note", "text = '" + SECRET + "'", null)).isEmpty();
    }

    @Test
    void byAskingForItsId() throws IOException {
        assertThat(rows("note", "id = '" + secret + "'", null)).isEmpty();
        assertThat(ask(new Ask.Get(List.of(secret)))).isEmpty();
        assertThat(ask(new Ask.Heads(List.of(secret)))).isEmpty();
    }

    @Test
    void byItsHistory() throws IOException {
        assertThat(ask(new Ask.History(secret, null, 100))).isEmpty();
    }

    @Test
    void byThePast() throws IOException {
        Position now = castle.node.position();
        assertThat(ask(new Ask.GetAt(List.of(secret), now))).isEmpty();
        assertThat(ask(new Ask.RowsAt("note", text(""), now))).hasSize(1);
    }

    @Test
    void byOrderAndLimit() throws IOException {
        assertThat(rows("note", "ORDER BY n DESC LIMIT 1", null)).hasSize(1).doesNotContain(secret);
        assertThat(rows("note", "n > 6 ORDER BY n LIMIT 1", null)).isEmpty();
    }

    @Test
    void byCounting() throws IOException {
        bob.say(new Message.Request(1, new Ask.Explain("note", text("n > 6"), true)));
        bob.await(Message.Answer.class);
        long all = castle.node.context(Principal.of("bob")).count("note", "n > 6");
        assertThat(all).isZero();
    }

    @Test
    void byAReferenceToIt() throws IOException {
        assertThat(rows("pointer", "to.text = '" + SECRET + "'", null)).isEmpty();
        assertThat(rows("pointer", "to.n > 0", null)).isEmpty();
        assertThat(rows("pointer", "to.n IS NULL", null)).containsExactly(pointer);
        assertThat(rows("pointer", "ORDER BY to.n DESC LIMIT 1", null)).containsExactly(pointer);
    }

    @Test
    void byPretendingToHaveHeldIt() throws IOException {
        Hash256 authority = Forger.SHA.hash(new byte[] {1});
        assertThat(rows("note", "", new Resume(before, authority, null, List.of(secret))))
                .hasSize(1)
                .doesNotContain(secret);
    }

    @Test
    void byPositionsThatWereInvented() throws IOException {
        Hash256 made = Forger.SHA.hash(new byte[] {2});
        for (Position invented : List.of(
                new Position(before.log(), 1_000_000, made),
                new Position(before.log(), before.number(), made),
                new Position(new LogId(1, 1), 1, made))) {
            assertThat(rows("note", "", new Resume(invented, made, null, null)))
                    .as("a snapshot of what is to be seen")
                    .hasSize(1)
                    .doesNotContain(secret);
            bob.say(new Message.Request(2, new Ask.GetAt(List.of(secret), invented)));
            assertThat(bob.await(Message.RequestFailed.class).error().code()).startsWith("position.");
        }
    }

    @Test
    void byCursorsThatWereForged() throws IOException {
        for (String cursor : List.of("AAAA", "x", "", "AQ".repeat(400), secret.toString())) {
            bob.say(new Message.Subscribe(3, "note", text("ORDER BY n LIMIT 1 AFTER '" + cursor + "'"), null, false));
            assertThat(bob.await(Message.SubscriptionFailed.class).error().code())
                    .startsWith("cursor.");
        }
    }

    @Test
    void byACursorOfAnotherQuery() throws IOException {
        castle.node.context(Principal.SYSTEM).run(tx -> tx.create("note", Map.of("owner", Value.of("bob"))));
        castle.besieged();
        String cursor = Objects.requireNonNull(castle.node
                        .context(Principal.of("bob"))
                        .page("note", AnkQl.parse("ORDER BY n LIMIT 1"))
                        .next())
                .encode();
        bob.say(new Message.Subscribe(3, "note", text("ORDER BY text LIMIT 1 AFTER '" + cursor + "'"), null, false));
        assertThat(bob.await(Message.SubscriptionFailed.class).error().code()).startsWith("cursor.");
    }

    @Test
    void byTheSchema() throws IOException {
        for (byte[] item : ask(new Ask.Schema())) {
            assertThat(new String(item, StandardCharsets.ISO_8859_1)).doesNotContain("vault", "combination");
        }
    }

    @Test
    void byTheNameThatAnErrorSuggests() throws IOException {
        bob.subscribe(4, "vaul", "");
        assertThat(bob.await(Message.SubscriptionFailed.class).error().message())
                .doesNotContain("'vault'");
    }

    @Test
    void byTheAnswerToACommitThatTouchesIt() throws IOException {
        Forger forger =
                new Forger(castle.node.system()).by("bob").in("note").of(secret).after(secret.genesis());
        bob.say(new Message.Submit(forger.commit()));
        assertThat(bob.await(Message.Rejected.class).error().code()).isEqualTo("policy.refused");
    }

    @Test
    void bySendingAnothersCommitAgain() throws IOException {
        EventId genesis = secret.genesis();
        bob.say(new Message.Submit(ankurah.event.Commit.of(
                castle.node.context(Principal.SYSTEM).history(secret).stream()
                        .map(entry -> entry.event())
                        .filter(event -> event.id().equals(genesis))
                        .toList(),
                Forger.SHA)));
        assertThat(bob.await(Message.Rejected.class).error().code()).isEqualTo("event.author_mismatch");
    }

    @Test
    void byWatchingItBecomeHidden() throws IOException {
        EntityId mine = castle.node
                .context(Principal.SYSTEM)
                .transact(tx ->
                        tx.create("note", Map.of("owner", Value.of("bob"))).id())
                .value();
        bob.subscribe(5, "note", "");
        bob.await(Message.Ready.class);
        castle.node.context(Principal.SYSTEM).run(tx -> {
            tx.set(mine, "owner", Value.of("ann"));
            tx.set(mine, "text", Value.of(SECRET));
        });
        Message.Changes told = bob.await(Message.Changes.class);
        assertThat(told.moves().getFirst().left()).containsExactly(mine);
        assertThat(told.states()).isEmpty();
        assertThat(told.events()).isEmpty();
        castle.besieged();
    }
}
