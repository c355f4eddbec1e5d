package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyTest {
    /** Who owns a row sees it, and everybody sees rows that are public. Nobody may write the word "no". */
    private static final Policy OWNERS = new Policy() {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            return row.get("owner").equals(Value.of(who.id()))
                    || row.get("public").equals(Value.TRUE);
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
            if (before != null && !before.get("owner").equals(Value.of(who.id()))) {
                throw new AnkurahException.Refused("policy.not_owner", "only the owner may write");
            }
            if (after.get("text").equals(Value.of("no"))) {
                throw new AnkurahException.Refused("policy.bad_word", "not that word");
            }
        }

        @Override
        public String version() {
            return "owners-1";
        }
    };

    private final TestNode node = new TestNode(OWNERS);
    private final Context ann = node.node.context(Principal.of("ann"));
    private final Context bob = node.node.context(Principal.of("bob"));

    @AfterEach
    void close() {
        node.close();
    }

    private static EntityId note(Context who, String text, boolean open) {
        return who.transact(tx -> tx.create(
                                "note",
                                Map.of(
                                        "owner",
                                        Value.of(who.principal().id()),
                                        "text",
                                        Value.of(text),
                                        "public",
                                        Value.of(open)))
                        .id())
                .value();
    }

    @Test
    void oneRefusedOperationRefusesTheWholeCommit() {
        EntityId mine = note(ann, "first", true);
        long before = node.node.position().number();
        List<ChangeSet> told = new ArrayList<>();
        try (LiveQuery live = ann.live("note", "")) {
            live.subscribe(told::add);
            assertThatThrownBy(() -> ann.run(tx -> {
                        tx.set(mine, "text", Value.of("second"));
                        tx.create("note", Map.of("owner", Value.of("ann"), "text", Value.of("fine")));
                        tx.create("other", Map.of("owner", Value.of("ann"), "text", Value.of("no")));
                    }))
                    .isInstanceOfSatisfying(
                            AnkurahException.Refused.class,
                            e -> assertThat(e.code()).isEqualTo("policy.bad_word"));
            node.deliver();
            assertThat(told).isEmpty();
        }
        assertThat(node.node.position().number()).isEqualTo(before);
        assertThat(ann.get(mine).get("text")).isEqualTo(Value.of("first"));
        assertThat(ann.query("note", "")).hasSize(1);
        assertThat(node.node.catalog().contains("other")).isFalse();
        assertThat(ann.history(mine)).hasSize(1);
    }

    @Test
    void whatMayNotBeSeenDoesNotExist() {
        EntityId hidden = note(ann, "secret", false);
        note(ann, "open", true);
        assertThat(bob.find(hidden)).isEmpty();
        assertThat(bob.query("note", "")).hasSize(1);
        assertThatThrownBy(() -> bob.history(hidden)).isInstanceOf(AnkurahException.NotFound.class);
        assertThatThrownBy(() -> bob.run(tx -> tx.set(hidden, "text", Value.of("x"))))
                .isInstanceOf(AnkurahException.NotFound.class);
        assertThat(ann.query("note", "")).hasSize(2);
    }

    @Test
    void theLimitCountsOnlyRowsThatMayBeSeen() {
        for (int i = 0; i < 20; i++) {
            note(i % 4 == 0 ? bob : ann, "n" + i, false);
        }
        assertThat(bob.query("note", "LIMIT 3"))
                .extracting(e -> e.get("text"))
                .containsExactly(Value.of("n0"), Value.of("n4"), Value.of("n8"));
    }

    @Test
    void changesOfVisibilityMoveRowsInAndOutOfLiveQueries() {
        EntityId id = note(ann, "secret", false);
        try (LiveQuery live = bob.live("note", "")) {
            List<Change.Kind> kinds = new ArrayList<>();
            live.subscribe(change -> change.changes().forEach(c -> {
                kinds.add(c.kind());
                assertThat(c.row() == null).isEqualTo(c.kind() == Change.Kind.REMOVED);
            }));
            ann.run(tx -> tx.set(id, "public", Value.TRUE));
            ann.run(tx -> tx.set(id, "text", Value.of("shown")));
            ann.run(tx -> tx.set(id, "public", Value.FALSE));
            ann.run(tx -> tx.set(id, "text", Value.of("hidden again")));
            node.deliver();
            assertThat(kinds).containsExactly(Change.Kind.ADDED, Change.Kind.UPDATED, Change.Kind.REMOVED);
        }
    }

    @Test
    void aReferenceToWhatMayNotBeSeenIsNull() {
        EntityId hidden = note(ann, "secret", false);
        bob.run(tx -> tx.create("link", Map.of("owner", Value.of("bob"), "to", Value.of(hidden))));
        bob.run(tx -> tx.create("link", Map.of("owner", Value.of("bob"))));
        assertThat(bob.query("link", "to.text = 'secret'")).isEmpty();
        assertThat(bob.query("link", "to.text IS NULL")).hasSize(2);
        try (LiveQuery live = bob.live("link", "to.text = 'secret'")) {
            assertThat(live.result()).isEmpty();
            ann.run(tx -> tx.set(hidden, "public", Value.TRUE));
            assertThat(live.result()).hasSize(1);
        }
    }

    @Test
    void anAuthorCannotWriteInAnothersName() {
        Author author = new Author(1, node.millis.get() << 16);
        var commit = Author.commit(author.create("note", Map.of("owner", Value.of("ann"))));
        assertThatThrownBy(() -> node.backend().submit(commit, Principal.of("ann")))
                .isInstanceOfSatisfying(
                        AnkurahException.Refused.class,
                        e -> assertThat(e.code()).isEqualTo("event.author_mismatch"));
    }

    @Test
    void aPolicyThatFailsRefusesTheCommitAndTheNodeGoesOn() {
        Policy broken = new Policy() {
            @Override
            public boolean canRead(Principal who, EntityState row) {
                return true;
            }

            @Override
            public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
                if (after.get("text").equals(Value.of("break"))) {
                    throw new IllegalStateException("broken");
                }
            }

            @Override
            public String version() {
                return "broken-1";
            }
        };
        try (TestNode other = new TestNode(broken)) {
            assertThatThrownBy(() -> other.context.run(tx -> tx.create("note", Map.of("text", Value.of("break")))))
                    .isInstanceOfSatisfying(
                            AnkurahException.Fault.class,
                            e -> assertThat(e.code()).isEqualTo("policy.failed"));
            other.context.run(tx -> tx.create("note", Map.of("text", Value.of("fine"))));
            assertThat(other.context.query("note", "")).hasSize(1);
        }
    }

    @Test
    void whatOnePrincipalAsksTwiceIsKeptOnceAndWhatTwoAskIsKeptForEach() {
        ann.run(tx -> tx.create("note", Map.of("owner", Value.of("ann"))));
        LiveQuery hers = ann.live("note", "text = 'a'");
        LiveQuery again = ann.live("note", "text = 'a'");
        assertThat(node.backend().reactor().feeds()).isEqualTo(1);
        LiveQuery his = bob.live("note", "text = 'a'");
        assertThat(node.backend().reactor().feeds()).isEqualTo(2);
        List.of(hers, again, his).forEach(LiveQuery::close);
        assertThat(node.backend().reactor().feeds()).isZero();
    }
}
