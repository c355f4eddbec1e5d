package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.internal.entity.Chronicle;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.Erasure;
import ankurah.core.type.JsonMerge;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.query.OrderBy;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasureTest {
    private final TestNode node = new TestNode();
    private final Context ctx = node.context;

    @AfterEach
    void close() {
        node.close();
    }

    private EntityId person() {
        return ctx.transact(tx -> tx.create(
                                "person",
                                Map.of(
                                        "name",
                                        Value.of("SECRET-name"),
                                        "mail",
                                        Value.of("SECRET-mail"),
                                        "n",
                                        Value.of(1)),
                                Map.of(
                                        "tags", AddWinsSet.add(Value.of("SECRET-tag")),
                                        "visits", Counter.add(3),
                                        "data", JsonMerge.set("a.b", Value.of("SECRET-json"))),
                                Map.of("bio", "SECRET-bio"))
                        .id())
                .value();
    }

    /** What the store holds of an entity, and what the fold of its events from the beginning gives. */
    private void assertSound(EntityId id) {
        try (StorageSnapshot snapshot = node.backend().storage().snapshot()) {
            EntityState stored = snapshot.state("person", id);
            for (Event event : snapshot.events(id, null, 1_000)) {
                assertThat(Event.decode(event.encode(), Sha256.jdk()).id()).isEqualTo(event.id());
                assertThat(snapshot.numberOf(id, event.id())).isPositive();
            }
            // Folded again in the order of ids, as if nothing had been known before.
            EntityState again = Chronicle.folded(snapshot, node.backend().fold(), stored, Long.MAX_VALUE);
            assertThat(again.encode()).isEqualTo(stored.encode());
        }
    }

    private String everything(EntityId id) {
        StringBuilder all = new StringBuilder();
        try (StorageSnapshot snapshot = node.backend().storage().snapshot()) {
            for (Event event : snapshot.events(id, null, 1_000)) {
                all.append(new String(event.encode(), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
            all.append(new String(snapshot.state("person", id).encode(), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    @Test
    void anErasedEntityHasItsEventsAndNoContent() {
        EntityId id = person();
        ctx.run(tx -> tx.set(id, "name", Value.of("SECRET-other")));
        ctx.run(tx -> tx.text(id, "bio").insert(3, "SECRET-more"));
        List<HistoryEntry> before = ctx.history(id);
        Position then = node.node.position();
        assertThat(everything(id)).contains("SECRET");

        assertThat(ctx.erase(id).value()).isEqualTo(3);

        assertThat(everything(id)).doesNotContain("SECRET");
        assertThat(ctx.find(id)).isEmpty();
        List<HistoryEntry> after = ctx.history(id);
        assertThat(after.subList(0, 3)).allMatch(HistoryEntry::erased);
        assertThat(after.subList(0, 3))
                .extracting(HistoryEntry::id)
                .isEqualTo(before.stream().map(HistoryEntry::id).toList());
        assertThat(after.get(3).erases())
                .isEqualTo(before.stream().map(HistoryEntry::id).toList());
        assertThat(ctx.asOf(then).get(id).toString()).doesNotContain("SECRET");
        assertSound(id);
        ctx.run(tx -> tx.restore(id));
        assertThat(ctx.get(id).values().toString()).doesNotContain("SECRET");
        assertThat(ctx.erase(id).value())
                .as("there is nothing left, but to delete")
                .isZero();
        assertThat(ctx.find(id)).isEmpty();
        assertThat(ctx.erase(id).commitId()).isEmpty();
        ctx.run(tx -> tx.restore(id));
        ctx.run(tx -> {
            tx.set(id, "name", Value.of("new"));
            tx.text(id, "bio").insert(0, "new");
            tx.apply(id, "visits", Counter.add(1));
        });
        assertThat(ctx.get(id).values())
                .containsEntry("name", Value.of("new"))
                .containsEntry("bio", Value.of("new"))
                .containsEntry("visits", Value.of(1));
        assertSound(id);
    }

    @Test
    void anErasedPropertyIsGoneAndTheOthersStay() {
        EntityId id = person();
        ctx.run(tx -> tx.edit(id, Map.of("mail", Value.of("SECRET-mail-2"), "n", Value.of(2))));
        assertThat(ctx.erase(id, Set.of("mail")).value()).isEqualTo(2);
        assertThat(everything(id)).doesNotContain("SECRET-mail").contains("SECRET-name");
        assertThat(ctx.get(id).values()).doesNotContainKey("mail").containsEntry("n", Value.of(2));
        assertThat(ctx.get(id).get("name")).isEqualTo(Value.of("SECRET-name"));
        assertSound(id);
        assertThat(ctx.erase(id, Set.of("mail")).value()).isZero();
        assertThat(ctx.erase(id, Set.of("n", "bio")).value())
                .as("the two, and what kept their other properties")
                .isEqualTo(3);
        assertThat(everything(id))
                .doesNotContain("SECRET-mail")
                .doesNotContain("SECRET-bio")
                .contains("SECRET-name");
        assertSound(id);
        ctx.run(tx -> tx.set(id, "n", Value.of(4)));
        assertThat(ctx.erase(id).value()).isEqualTo(3);
        assertThat(everything(id)).doesNotContain("SECRET");
        assertSound(id);
        assertThatThrownBy(() -> ctx.erase(id, Set.of())).isInstanceOf(AnkurahException.Invalid.class);
    }

    /** What an erased write had replaced does not come back. */
    @Test
    void anErasedWriteStaysAWrite() {
        EntityId id = ctx.transact(tx ->
                        tx.create("person", Map.of("name", Value.of("old"))).id())
                .value();
        ctx.run(tx -> tx.set(id, "name", Value.of("SECRET")));
        ctx.erase(id, Set.of("name"));
        assertThat(ctx.get(id).get("name")).isEqualTo(Value.NULL);
        assertSound(id);
    }

    @Test
    void anIndexHasNothingOfIt() {
        node.backend().indexes().declare(IndexSpec.of("person", OrderBy.ascending("name")));
        node.backend().storage().ensureIndex(IndexSpec.of("person", OrderBy.ascending("name")));
        EntityId id = person();
        assertThat(ctx.query("person", "name = 'SECRET-name'")).hasSize(1);
        try (LiveQuery live = ctx.live("person", "name = 'SECRET-name'")) {
            ctx.erase(id, Set.of("name"));
            assertThat(live.result()).isEmpty();
        }
        assertThat(ctx.query("person", "name = 'SECRET-name'")).isEmpty();
        assertThat(ctx.query("person", "name IS NULL")).hasSize(1);
    }

    @Test
    void manyEventsAreErasedByAFew() {
        EntityId id = person();
        for (int i = 0; i < 3_000; i++) {
            String more = "SECRET-" + "x".repeat(300) + i;
            ctx.run(tx -> tx.edit(id, Map.of("name", Value.of(more), "other", Value.of("stays" + "y".repeat(300)))));
        }
        assertThat(ctx.erase(id, Set.of("name")).value()).isEqualTo(3_001);
        List<HistoryEntry> history = ctx.history(id);
        assertThat(history.size()).isBetween(3_003, 3_010);
        assertThat(history.stream().filter(HistoryEntry::erased)).hasSize(3_001);
        assertThat(ctx.get(id).get("other")).isEqualTo(Value.of("stays" + "y".repeat(300)));
        assertSound(id);
    }

    @Test
    void sendingAnErasedEventAgainBringsNothingBack() {
        Author author = new Author(1, TestNode.START_MILLIS << 16);
        Event genesis = author.create("person", Map.of("name", Value.of("SECRET")));
        node.take(Author.commit(genesis));
        ctx.erase(genesis.entity());
        assertThat(node.take(Author.commit(genesis))).isInstanceOf(Outcome.Accepted.class);
        assertThat(everything(genesis.entity())).doesNotContain("SECRET");
        assertSound(genesis.entity());
    }

    @Test
    void erasingIsNotRewriting() {
        Author author = new Author(1, TestNode.START_MILLIS << 16);
        Event genesis = author.create("person", Map.of("name", Value.of("true"), "n", Value.of(1)));
        node.take(Author.commit(genesis));
        Operation lie = Operation.write("name", Value.of("a lie"));
        Operation whole = Operation.write("name", Value.of("true"));
        Operation none = Operation.write("name", Value.NULL);
        Operation n = Operation.write("n", Value.of(1));
        for (List<Erasure.Remainder> left : List.of(
                List.of(new Erasure.Remainder(n, false), new Erasure.Remainder(lie, true)),
                List.of(new Erasure.Remainder(n, false), new Erasure.Remainder(lie, false)),
                List.of(new Erasure.Remainder(n, false)),
                List.of(new Erasure.Remainder(n, true), new Erasure.Remainder(whole, false)),
                List.of(new Erasure.Remainder(n, false), new Erasure.Remainder(whole, true)))) {
            assertThat(refusal(erasing(author, genesis, left))).isEqualTo("erase.differs");
        }
        assertThat(node.take(erasing(
                        author, genesis, List.of(new Erasure.Remainder(n, false), new Erasure.Remainder(none, true)))))
                .isInstanceOf(Outcome.Accepted.class);
        assertThat(refusal(erasing(
                        author,
                        genesis,
                        List.of(new Erasure.Remainder(n, false), new Erasure.Remainder(whole, false)))))
                .as("what is erased does not come back")
                .isEqualTo("erase.differs");
    }

    private String refusal(Commit commit) {
        return node.take(commit) instanceof Outcome.Refused refused
                ? refused.reason().code()
                : "accepted";
    }

    private static Commit erasing(Author author, Event genesis, List<Erasure.Remainder> left) {
        Operation operation = Erasure.of(List.of(new Erasure.Named(genesis.id(), left)));
        author.pass(1);
        return Author.commit(author.seal(
                "person",
                genesis.entity(),
                Clock.of(genesis.id()),
                author.time(),
                author.transaction(),
                List.of(operation)));
    }

    /** Two who did not know of each other; the second would leave what the first kept. */
    @Test
    void whoEraseSomeAtOnceAreToldSo() {
        Author author = new Author(1, TestNode.START_MILLIS << 16);
        Event genesis = author.create("person", Map.of("a", Value.of("x"), "b", Value.of("y")));
        node.take(Author.commit(genesis));
        Operation a = Operation.write("a", Value.of("x"));
        Operation b = Operation.write("b", Value.of("y"));
        Operation noA = Operation.write("a", Value.NULL);
        Operation noB = Operation.write("b", Value.NULL);
        Commit first =
                erasing(author, genesis, List.of(new Erasure.Remainder(noA, true), new Erasure.Remainder(b, false)));
        Commit second =
                erasing(author, genesis, List.of(new Erasure.Remainder(noA, true), new Erasure.Remainder(noB, true)));
        assertThat(node.take(first)).isInstanceOf(Outcome.Accepted.class);
        assertThat(refusal(second)).isEqualTo("erase.concurrent");
        assertThat(ctx.erase(genesis.entity()).value()).isEqualTo(2);
        assertThat(a).isNotNull();
        assertSound(genesis.entity());
    }

    @Test
    void insideOfAGroupAsWell() {
        Author author = new Author(1, TestNode.START_MILLIS << 16);
        Event genesis = author.create("person", Map.of("name", Value.of("SECRET")));
        Event edit = author.edit(genesis, Map.of("name", Value.of("SECRET-2")), genesis);
        Operation none = Operation.write("name", Value.NULL);
        Operation both = Erasure.of(List.of(
                new Erasure.Named(genesis.id(), List.of(new Erasure.Remainder(none, true))),
                new Erasure.Named(edit.id(), List.of(new Erasure.Remainder(none, true)))));
        Event eraser = author.seal(
                "person",
                genesis.entity(),
                Clock.of(edit.id()),
                author.time() + 1,
                author.transaction(),
                List.of(both));
        List<Commit> all = new ArrayList<>(List.of(Author.commit(genesis), Author.commit(edit), Author.commit(eraser)));
        assertThat(node.take(all)).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(everything(genesis.entity())).doesNotContain("SECRET");
        assertSound(genesis.entity());
        assertThat(ctx.history(genesis.entity()).get(0).erased()).isTrue();
    }

    @Test
    void aPolicyMaySayNo() {
        Policy noErasing = new Policy() {
            @Override
            public boolean canRead(Principal who, EntityState row) {
                return true;
            }

            @Override
            public void check(Principal who, Event event, EntityState before, EntityState after) {
                if (Erasure.isIn(event) && !who.id().equals("officer")) {
                    throw new AnkurahException.Refused("policy.no_erasing", "ask the officer");
                }
            }

            @Override
            public String version() {
                return "no-erasing-1";
            }
        };
        try (TestNode other = new TestNode(noErasing)) {
            EntityId id = other.context
                    .transact(
                            tx -> tx.create("person", Map.of("n", Value.of(1))).id())
                    .value();
            assertThatThrownBy(() -> other.context.erase(id)).isInstanceOf(AnkurahException.Refused.class);
            assertThat(other.context.get(id).get("n")).isEqualTo(Value.of(1));
            assertThat(other.node.context(Principal.of("officer")).erase(id).value())
                    .isEqualTo(1);
        }
    }
}
