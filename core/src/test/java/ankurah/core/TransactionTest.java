package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.jvm.JvmPlatform;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private final TestNode node = new TestNode();
    private final Context context = node.context;

    @AfterEach
    void close() {
        node.close();
    }

    private static Map<String, Value> name(String name) {
        return Map.of("name", Value.of(name));
    }

    private EntityId album(String name) {
        return context.transact(tx -> tx.create("album", name(name)).id()).value();
    }

    private static void assertCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void createGivesTheIdOfTheGenesisAtOnce() {
        AtomicReference<EntityId> early = new AtomicReference<>();
        context.run(tx -> early.set(tx.create("album", name("Absolution")).id()));
        List<HistoryEntry> history = context.history(early.get());
        assertThat(history).hasSize(1);
        assertThat(history.getFirst().id()).isEqualTo(early.get().genesis());
        assertThat(history.getFirst().event().isGenesis()).isTrue();
    }

    @Test
    void entitiesOfOneTransactionMayReferToEachOtherAndBeEditedFurther() {
        EntityId[] ids = new EntityId[2];
        context.run(tx -> {
            ids[0] = tx.create("artist", name("Muse")).id();
            ids[1] = tx.create("album", Map.of("artist", Value.of(ids[0]))).id();
            tx.set(ids[0], "best", Value.of(ids[1]));
            tx.set(ids[0], "name", Value.of("MUSE"));
        });
        Entity artist = context.get(ids[0]);
        assertThat(artist.get("best")).isEqualTo(Value.of(ids[1]));
        assertThat(artist.get("name")).isEqualTo(Value.of("MUSE"));
        assertThat(context.get(ids[1]).get("artist")).isEqualTo(Value.of(ids[0]));
        assertThat(context.history(ids[0])).hasSize(2);
        assertThat(context.history(ids[0]).getLast().parents()).isEqualTo(Clock.of(ids[0].genesis()));
        assertThat(node.node.position().number()).isEqualTo(1);
    }

    @Test
    void twoCreatesWithTheSameValuesMakeTwoEntities() {
        assertThat(album("Absolution")).isNotEqualTo(album("Absolution"));
        assertThat(context.query("album", "name = 'Absolution'")).hasSize(2);
    }

    @Test
    void aTransactionSeesItsOwnWritesAndOthersSeeNoneBeforeTheCommitAndAllAfterIt() {
        EntityId known = album("Absolution");
        try (Transaction tx = context.begin()) {
            EntityId fresh = tx.create("album", name("Showbiz")).id();
            tx.set(known, "name", Value.of("Drones"));
            assertThat(tx.get(known).get("name")).isEqualTo(Value.of("Drones"));
            assertThat(tx.query("album", "ORDER BY name"))
                    .extracting(e -> e.get("name"))
                    .containsExactly(Value.of("Drones"), Value.of("Showbiz"));
            assertThat(tx.query("album", "name = 'Absolution'")).isEmpty();
            assertThat(context.find(fresh)).isEmpty();
            assertThat(context.get(known).get("name")).isEqualTo(Value.of("Absolution"));
            assertThat(context.query("album", "")).hasSize(1);
            tx.commit();
            assertThat(context.get(fresh).get("name")).isEqualTo(Value.of("Showbiz"));
            assertThat(context.get(known).get("name")).isEqualTo(Value.of("Drones"));
        }
    }

    @Test
    void aTransactionSeesItsOwnNewCollection() {
        try (Transaction tx = context.begin()) {
            tx.create("fresh", name("x"));
            assertThat(tx.query("fresh", "")).hasSize(1);
            assertCode(() -> context.query("fresh", ""), "schema.unknown_collection");
        }
    }

    @Test
    void aTransactionsQueriesCountOwnRowsTowardsTheLimitInTheRightOrder() {
        for (int i = 0; i < 10; i++) {
            long year = 2000 + 2 * i;
            context.run(tx -> tx.create("album", Map.of("year", Value.of(year))));
        }
        try (Transaction tx = context.begin()) {
            tx.create("album", Map.of("year", Value.of(2003L)));
            EntityId first =
                    tx.query("album", "ORDER BY year LIMIT 1").getFirst().id();
            tx.delete(first);
            assertThat(tx.query("album", "ORDER BY year LIMIT 3"))
                    .extracting(e -> e.get("year"))
                    .containsExactly(Value.of(2002L), Value.of(2003L), Value.of(2004L));
            assertThat(tx.query("album", "ORDER BY year DESC LIMIT 1"))
                    .extracting(e -> e.get("year"))
                    .containsExactly(Value.of(2018L));
        }
    }

    @Test
    void readsInATransactionAreRepeatable() {
        EntityId known = album("Absolution");
        try (Transaction tx = context.begin()) {
            assertThat(tx.get(known).get("name")).isEqualTo(Value.of("Absolution"));
            context.run(other -> other.set(known, "name", Value.of("Drones")));
            EntityId later = album("Showbiz");
            assertThat(tx.get(known).get("name")).isEqualTo(Value.of("Absolution"));
            assertThat(tx.find(later)).isEmpty();
            assertThat(tx.query("album", "")).hasSize(1);
        }
    }

    @Test
    void aReadSeesOnePosition() {
        EntityId known = album("Absolution");
        Value seen = context.read(reads -> {
            context.run(tx -> tx.set(known, "name", Value.of("Drones")));
            assertThat(context.get(known).get("name")).isEqualTo(Value.of("Absolution"));
            return reads.get(known).get("name");
        });
        assertThat(seen).isEqualTo(Value.of("Absolution"));
        assertThat(context.get(known).get("name")).isEqualTo(Value.of("Drones"));
    }

    @Test
    void twoTransactionsFromOneHeadBothCommitAndTheHeadHasBothTipsUntilTheNextWrite() {
        EntityId known = album("Absolution");
        try (Transaction a = context.begin();
                Transaction b = context.begin()) {
            a.set(known, "a", Value.of(1L));
            b.set(known, "b", Value.of(2L));
            a.commit();
            b.commit();
        }
        Entity both = context.get(known);
        assertThat(both.get("a")).isEqualTo(Value.of(1L));
        assertThat(both.get("b")).isEqualTo(Value.of(2L));
        assertThat(both.head().size()).isEqualTo(2);
        context.run(tx -> tx.set(known, "c", Value.of(3L)));
        assertThat(context.get(known).head().size()).isEqualTo(1);
    }

    @Test
    void anEmptyTransactionWritesNothing() {
        Receipt<String> receipt = context.transact(tx -> "nothing");
        assertThat(receipt.value()).isEqualTo("nothing");
        assertThat(receipt.commitId()).isEmpty();
        assertThat(receipt.position()).isEmpty();
        assertThat(receipt.await(Stage.ACCEPTED, Duration.ofSeconds(1))).isSameAs(receipt);
        assertThat(node.node.position().number()).isZero();
    }

    @Test
    void aReceiptNamesTheCommitAndItsPosition() {
        Receipt<?> receipt = context.run(tx -> tx.create("album", name("Absolution")));
        assertThat(receipt.commitId()).isPresent();
        assertThat(receipt.position()).contains(node.node.position());
        receipt.await(Stage.LOCAL, Duration.ZERO).await(Stage.ACCEPTED, Duration.ZERO);
    }

    @Test
    void aClosedTransactionRefusesEveryCall() {
        EntityId known = album("Absolution");
        Transaction committed = context.begin();
        committed.commit();
        assertRefusesEveryCall(committed, known);
        Transaction rolledBack = context.begin();
        rolledBack.set(known, "name", Value.of("x"));
        rolledBack.rollback();
        assertRefusesEveryCall(rolledBack, known);
        assertThat(context.get(known).get("name")).isEqualTo(Value.of("Absolution"));
    }

    private static void assertRefusesEveryCall(Transaction tx, EntityId known) {
        List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> calls = List.of(
                () -> tx.create("album", name("x")),
                () -> tx.set(known, "name", Value.of("x")),
                () -> tx.edit(known, name("x")),
                () -> tx.delete(known),
                () -> tx.restore(known),
                () -> tx.find(known),
                () -> tx.get(known),
                () -> tx.query("album", ""),
                tx::commit);
        calls.forEach(call -> assertCode(call, "transaction.closed"));
        tx.rollback();
        tx.close();
    }

    @Test
    void rollbackLeavesNothing() {
        EntityId[] id = new EntityId[1];
        try (Transaction tx = context.begin()) {
            id[0] = tx.create("album", name("Absolution")).id();
            tx.rollback();
        }
        assertThat(context.find(id[0])).isEmpty();
        assertThat(node.node.position().number()).isZero();
        assertThat(node.node.catalog()).isEqualTo(Catalog.EMPTY);
        assertCode(() -> context.run(tx -> tx.set(id[0], "name", Value.of("x"))), "entity.not_found");
    }

    @Test
    void aBodyThatThrowsRollsBackAndThrowsTheSame() {
        IllegalStateException mine = new IllegalStateException("mine");
        assertThatThrownBy(() -> context.run(tx -> {
                    tx.create("album", name("Absolution"));
                    throw mine;
                }))
                .isSameAs(mine);
        assertThat(node.node.position().number()).isZero();
    }

    @Test
    void editingWhatDoesNotExistOrIsDeletedIsRefused() {
        EntityId unknown = new EntityId(EventId.fromBytes(new byte[EventId.BYTES]));
        assertCode(() -> context.run(tx -> tx.set(unknown, "name", Value.of("x"))), "entity.not_found");
        assertCode(() -> context.run(tx -> tx.delete(unknown)), "entity.not_found");
        assertCode(() -> context.run(tx -> tx.restore(unknown)), "entity.not_found");
        EntityId deleted = album("Absolution");
        context.run(tx -> tx.delete(deleted));
        assertCode(() -> context.run(tx -> tx.set(deleted, "name", Value.of("x"))), "entity.not_found");
        assertCode(() -> context.get(deleted), "entity.not_found");
        assertCode(() -> context.history(unknown), "entity.not_found");
    }

    @Test
    void aDeletedEntityLeavesEveryQueryAndRestoringBringsItBack() {
        EntityId known = album("Absolution");
        EntityId other = album("Showbiz");
        context.run(tx -> {
            tx.delete(known);
            assertThat(tx.find(known)).isEmpty();
            assertThat(tx.query("album", "")).extracting(Entity::id).containsExactly(other);
        });
        assertThat(context.query("album", "")).extracting(Entity::id).containsExactly(other);
        assertThat(context.query("album", "name = 'Absolution'")).isEmpty();
        assertThat(context.history(known)).hasSize(2);
        context.run(tx -> tx.restore(known));
        assertThat(context.get(known).get("name")).isEqualTo(Value.of("Absolution"));
        assertThat(context.query("album", "")).hasSize(2);
    }

    @Test
    void writingTheSameValueAgainStillCounts() {
        EntityId known = album("Absolution");
        context.run(tx -> tx.edit(known, name("Absolution")));
        assertThat(context.history(known)).hasSize(2);
    }

    @Test
    void clearingMakesAPropertyNull() {
        EntityId known = album("Absolution");
        context.run(tx -> tx.set(known, "name", Value.NULL));
        assertThat(context.get(known).get("name")).isEqualTo(Value.NULL);
        assertThat(context.get(known).values()).isEmpty();
        assertThat(context.query("album", "name IS NULL")).hasSize(1);
    }

    @Test
    void reservedNamesAreRefusedWithAHint() {
        assertThatThrownBy(() -> context.run(tx -> tx.create("album", Map.of("id", Value.of("x")))))
                .hasMessageContaining("made by create")
                .isInstanceOfSatisfying(
                        AnkurahException.class, e -> assertThat(e.code()).isEqualTo("name.reserved"));
        assertCode(() -> context.run(tx -> tx.create("_album", name("x"))), "name.reserved");
        assertCode(() -> context.run(tx -> tx.create("album", Map.of("_x", Value.TRUE))), "name.reserved");
        EntityId known = album("Absolution");
        assertCode(() -> context.run(tx -> tx.set(known, "_deleted", Value.TRUE)), "name.reserved");
        assertCode(() -> context.run(tx -> tx.set(known, "id", Value.TRUE)), "name.reserved");
    }

    @Test
    void anUnknownCollectionIsAnErrorThatNamesTheNearest() {
        assertThatThrownBy(() -> context.query("albums", ""))
                .isInstanceOfSatisfying(
                        AnkurahException.NotFound.class,
                        e -> assertThat(e.code()).isEqualTo("schema.unknown_collection"));
        album("Absolution");
        assertThatThrownBy(() -> context.query("albums", "")).hasMessageContaining("did you mean 'album'?");
        assertThatThrownBy(() -> context.live("Albmu", "")).hasMessageContaining("did you mean 'album'?");
        assertThatThrownBy(() -> context.query("customer", "")).hasMessageContaining("there are album");
    }

    @Test
    void aPathThatNoRowHasFindsNoRows() {
        album("Absolution");
        assertThat(context.query("album", "missing = 1")).isEmpty();
        assertThat(context.query("album", "missing.deep.path = 1")).isEmpty();
        assertThat(context.query("album", "NOT (missing = 1)")).isEmpty();
        assertThat(context.query("album", "missing = 1 OR name = 'Absolution'")).hasSize(1);
    }

    @Test
    void aTransactionThatGrowsTooLargeIsRefusedBeforeTheCommit() {
        Map<String, Value> large = new HashMap<>();
        large.put("text", Value.of("x".repeat(1_000_000)));
        assertCode(
                () -> context.run(tx -> {
                    for (int i = 0; i < 20; i++) {
                        tx.create("album", large);
                    }
                }),
                "commit.too_large");
        EntityId known = album("Absolution");
        assertCode(
                () -> context.run(tx -> {
                    tx.set(known, "a", large.get("text"));
                    tx.set(known, "b", large.get("text"));
                }),
                "event.too_large");
        assertCode(
                () -> context.run(tx -> {
                    for (int i = 0; i <= 10_000; i++) {
                        tx.create("album", Map.of());
                    }
                }),
                "commit.too_many_events");
        assertThat(node.node.position().number()).isEqualTo(1);
    }

    @Test
    void aStoreIsOneSystemForEver() {
        var storage = MemoryStorage.open();
        try (Node first = Node.durable(storage, Policy.allowAll(), JvmPlatform.create())) {
            SystemId system = first.system();
            assertThat(system).isEqualTo(storage.identity().system());
            EntityId id = first.context()
                    .transact(tx -> tx.create("album", name("x")).id())
                    .value();
            assertThat(first.context().history(id).getFirst().event().header().system())
                    .isEqualTo(system);
        }
        try (TestNode other = new TestNode()) {
            assertThat(other.node.system()).isEqualTo(TestNode.SYSTEM);
        }
    }

    @Test
    void pagesCoverTheWholeResultOnce() {
        for (int i = 0; i < 25; i++) {
            long year = i % 7;
            context.run(tx -> tx.create("album", Map.of("year", Value.of(year))));
        }
        var query = ankurah.query.AnkQl.parse("ORDER BY year DESC LIMIT 10");
        List<Entity> paged = new ArrayList<>();
        ResultPage page = context.page("album", query);
        paged.addAll(page.rows());
        while (page.next() != null) {
            page = context.page("album", query.withAfter(page.next()));
            paged.addAll(page.rows());
        }
        assertThat(paged).isEqualTo(context.query("album", "ORDER BY year DESC"));
    }

    @Test
    void everyCallOnAClosedNodeSaysSo() {
        EntityId known = album("Absolution");
        node.close();
        assertCode(() -> context.run(tx -> tx.set(known, "name", Value.of("x"))), "node.closed");
        assertCode(() -> context.get(known), "node.closed");
        assertCode(() -> context.query("album", ""), "node.closed");
        assertCode(() -> context.live("album", ""), "node.closed");
        assertCode(context::begin, "node.closed");
    }
}
