package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {
    /** A row is for whom its owner names, or for all when it names nobody. */
    private static final Policy OWNED = new Policy() {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            Value owner = row.get("owner");
            return who.equals(Principal.SYSTEM) || owner.isNull() || owner.equals(Value.of(who.id()));
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

        @Override
        public String version() {
            return "owned-1";
        }
    };

    @Test
    void anEntryTellsWhoWroteWhatAndWhen() {
        try (TestNode node = new TestNode()) {
            Context ann = node.node.context(Principal.of("ann"));
            EntityId id = ann.transact(tx ->
                            tx.create("note", Map.of("text", Value.of("a"))).id())
                    .value();
            node.millis.addAndGet(1_000);
            ann.run(tx -> tx.edit(id, Map.of("text", Value.NULL, "n", Value.of(1))));
            ann.run(tx -> tx.delete(id));
            List<HistoryEntry> history = ann.history(id);
            assertThat(history).extracting(HistoryEntry::author).containsOnly("ann");
            assertThat(history).noneMatch(HistoryEntry::pending).noneMatch(HistoryEntry::erased);
            assertThat(history.get(0).isGenesis()).isTrue();
            assertThat(history.get(0).time().toEpochMilli()).isEqualTo(TestNode.START_MILLIS);
            assertThat(history.get(1).time().toEpochMilli()).isEqualTo(TestNode.START_MILLIS + 1_000);
            assertThat(history.get(1).parents())
                    .isEqualTo(Clock.of(history.get(0).id()));
            assertThat(history.get(1).written()).isEqualTo(Map.of("text", Value.NULL, "n", Value.of(1)));
            assertThat(history.get(1).operation("n")).isPresent();
            assertThat(history.get(1).operation("m")).isEmpty();
            assertThat(history.get(2).written()).isEqualTo(Map.of("_deleted", Value.TRUE));
        }
    }

    @Test
    void whatHappenedOutOfSightIsNotTold() {
        try (TestNode node = new TestNode(OWNED)) {
            Context system = node.node.context(Principal.SYSTEM);
            Context ann = node.node.context(Principal.of("ann"));
            EntityId id = system.transact(tx -> tx.create("note", Map.of("text", Value.of("public")))
                            .id())
                    .value();
            system.run(tx -> tx.set(id, "text", Value.of("still public")));
            system.run(tx -> tx.edit(id, Map.of("owner", Value.of("bob"), "text", Value.of("SECRET-1"))));
            system.run(tx -> tx.set(id, "text", Value.of("SECRET-2")));
            assertThatThrownBy(() -> ann.history(id)).isInstanceOf(AnkurahException.NotFound.class);
            system.run(tx -> tx.edit(id, Map.of("owner", Value.of("ann"), "text", Value.of("hers"))));
            system.run(tx -> tx.set(id, "text", Value.of("hers again")));
            assertThat(ann.history(id))
                    .extracting(entry -> entry.written().get("text"))
                    .containsExactly(
                            Value.of("public"), Value.of("still public"), Value.of("hers"), Value.of("hers again"));
            assertThat(system.history(id)).hasSize(6);
            assertThat(node.node.context(Principal.of("bob")).find(id)).isEmpty();
        }
    }

    /** Its id says it was written while the row was public; it came when the row was hidden, and nobody saw it. */
    @Test
    void whatCameLateIsTellableByWhenItCame() {
        Author early = new Author(1, TestNode.START_MILLIS << 16);
        Event genesis = early.create("note", Map.of("text", Value.of("public")));
        Event late = early.edit(genesis, Map.of("other", Value.of("SECRET")), genesis);
        early.pass(10);
        Event hides = early.edit(genesis, Map.of("owner", Value.of("bob")), genesis);
        early.pass(10);
        Event shows = early.edit(genesis, Map.of("owner", Value.NULL), hides);
        try (TestNode node = new TestNode(OWNED)) {
            node.take(List.of(Author.commit(genesis), Author.commit(hides), Author.commit(late)));
            node.take(Author.commit(shows));
            Context ann = node.node.context(Principal.of("ann"));
            assertThat(ann.get(genesis.entity()).get("other")).isEqualTo(Value.of("SECRET"));
            assertThat(ann.history(genesis.entity()))
                    .extracting(HistoryEntry::id)
                    .containsExactly(genesis.id(), shows.id());
        }
    }

    @Test
    void pagesLeaveNothingOutAndRepeatNothing() {
        try (TestNode node = new TestNode(OWNED)) {
            Context system = node.node.context(Principal.SYSTEM);
            Context ann = node.node.context(Principal.of("ann"));
            EntityId id = system.transact(
                            tx -> tx.create("note", Map.of("n", Value.of(0))).id())
                    .value();
            for (int i = 1; i < 1_300; i++) {
                int n = i;
                Value owner = Value.of(i % 3 == 0 || i == 1_299 ? "ann" : "bob");
                system.run(tx -> tx.edit(id, Map.of("n", Value.of(n), "owner", owner)));
            }
            List<HistoryEntry> all = ann.history(id);
            assertThat(all).hasSize(1 + 433);
            List<HistoryEntry> paged = new ArrayList<>();
            EventId last = null;
            for (List<HistoryEntry> page = ann.history(id, last, 7); !page.isEmpty(); page = ann.history(id, last, 7)) {
                paged.addAll(page);
                last = page.getLast().id();
            }
            assertThat(paged).isEqualTo(all);
        }
    }

    @Test
    void insideOfAReadItIsThatOfTheReadsPosition() {
        try (TestNode node = new TestNode()) {
            EntityId id = node.context
                    .transact(tx -> tx.create("note", Map.of("n", Value.of(0))).id())
                    .value();
            int size = node.context.read(reads -> {
                try (Transaction other =
                        node.node.context(Principal.of("other")).begin()) {
                    other.set(id, "n", Value.of(1));
                    other.commit();
                }
                return node.context.history(id).size();
            });
            assertThat(size).isEqualTo(1);
            assertThat(node.context.history(id)).hasSize(2);
        }
    }
}
