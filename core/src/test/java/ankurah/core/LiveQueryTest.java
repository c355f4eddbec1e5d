package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Change.Kind;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveQueryTest {
    private final TestNode node = new TestNode();
    private final Context context = node.context;

    @AfterEach
    void close() {
        node.close();
    }

    private EntityId album(long year) {
        return context.transact(
                        tx -> tx.create("album", Map.of("year", Value.of(year))).id())
                .value();
    }

    private void setYear(EntityId id, long year) {
        context.run(tx -> tx.set(id, "year", Value.of(year)));
    }

    private static List<Object> years(Iterable<Entity> rows) {
        List<Object> years = new ArrayList<>();
        rows.forEach(row -> years.add(((Value.Int) row.get("year")).value()));
        return years;
    }

    private static List<Kind> kinds(ChangeSet change) {
        return change.changes().stream().map(Change::kind).toList();
    }

    @Test
    void subscribingDoesNotFireAndDataThatArrivesLaterDoes() {
        album(2000);
        try (LiveQuery live = context.live("album", "")) {
            List<ChangeSet> told = new ArrayList<>();
            Subscription subscription = live.subscribe(told::add);
            node.deliver();
            assertThat(told).isEmpty();
            assertThat(years(subscription.initial())).containsExactly(2000L);
            album(2001);
            node.deliver();
            assertThat(told).hasSize(1);
            assertThat(kinds(told.getFirst())).containsExactly(Kind.ADDED);
            assertThat(years(told.getFirst().rows())).containsExactly(2000L, 2001L);
            assertThat(told.getFirst().position()).isEqualTo(node.node.position());
            assertThat(live.status()).isEqualTo(Status.LIVE);
        }
    }

    @Test
    void closingStopsItAndLeavesNothingRegistered() {
        album(2000);
        List<ChangeSet> told = new ArrayList<>();
        LiveQuery live = context.live("album", "");
        Subscription first = live.subscribe(told::add);
        live.subscribe(told::add);
        album(2001);
        first.close();
        first.close();
        node.deliver();
        assertThat(told).hasSize(1);
        album(2002);
        live.close();
        live.close();
        node.deliver();
        album(2003);
        node.deliver();
        assertThat(told).hasSize(1);
        assertThat(live.status()).isEqualTo(Status.CLOSED);
        assertThat(years(live.result())).containsExactly(2000L, 2001L, 2002L);
        assertThat(node.backend().reactor().feeds()).isZero();
        assertThatThrownBy(() -> live.subscribe(told::add))
                .isInstanceOfSatisfying(
                        AnkurahException.class, e -> assertThat(e.code()).isEqualTo("live.closed"));
        assertThatThrownBy(() -> live.update("")).isInstanceOf(AnkurahException.class);
    }

    @Test
    void whatManyAskIsKeptOnceAndForEachOfThem() {
        album(2000);
        List<ChangeSet> told = new ArrayList<>();
        List<LiveQuery> live = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            live.add(context.live("album", "year > 1990 ORDER BY year"));
            live.getLast().subscribe(told::add);
        }
        assertThat(node.backend().reactor().feeds()).isEqualTo(1);
        album(2001);
        live.get(0).close();
        live.get(1).update("year > 2000 ORDER BY year");
        assertThat(node.backend().reactor().feeds()).isEqualTo(2);
        album(2002);
        node.deliver();
        assertThat(told).as("of 2001, of the other selection, of 2002").hasSize(2 + 1 + 2);
        assertThat(years(live.get(0).result())).containsExactly(2000L, 2001L);
        assertThat(years(live.get(1).result())).containsExactly(2001L, 2002L);
        assertThat(years(live.get(2).result())).containsExactly(2000L, 2001L, 2002L);
        live.get(1).update("year > 1990 ORDER BY year");
        assertThat(node.backend().reactor().feeds()).isEqualTo(1);
        assertThat(live.get(1).result().toList()).isEqualTo(live.get(2).result().toList());
        live.forEach(LiveQuery::close);
        assertThat(node.backend().reactor().feeds()).isZero();
    }

    @Test
    void oneCommitIsOneChangeSetForEachQuery() {
        EntityId old = album(2000);
        EntityId gone = album(1999);
        try (LiveQuery live = context.live("album", "year >= 1990 ORDER BY year")) {
            List<ChangeSet> told = new ArrayList<>();
            live.subscribe(told::add);
            context.run(tx -> {
                tx.create("album", Map.of("year", Value.of(2005L)));
                tx.create("album", Map.of("year", Value.of(1980L)));
                tx.set(old, "name", Value.of("x"));
                tx.delete(gone);
            });
            node.deliver();
            assertThat(told).hasSize(1);
            assertThat(kinds(told.getFirst())).containsExactly(Kind.REMOVED, Kind.UPDATED, Kind.ADDED);
            assertThat(told.getFirst().changes()).extracting(Change::oldIndex).containsExactly(0, 1, -1);
            assertThat(told.getFirst().changes()).extracting(Change::newIndex).containsExactly(-1, 0, 1);
        }
    }

    @Test
    void aCommitThatDoesNotConcernAQueryIsNotTold() {
        try (LiveQuery live = liveOn("year > 2010")) {
            List<ChangeSet> told = new ArrayList<>();
            live.subscribe(told::add);
            album(2001);
            context.run(tx -> tx.create("artist", Map.of("year", Value.of(2020L))));
            node.deliver();
            assertThat(told).isEmpty();
        }
    }

    private LiveQuery liveOn(String ankql) {
        album(2000);
        return context.live("album", ankql);
    }

    @Test
    void rowsMovedByTheirSortKeyAreReportedMoved() {
        EntityId a = album(2000);
        album(2001);
        album(2002);
        try (LiveQuery live = context.live("album", "ORDER BY year")) {
            List<ChangeSet> told = new ArrayList<>();
            live.subscribe(told::add);
            setYear(a, 2010);
            setYear(a, 2011);
            node.deliver();
            assertThat(told)
                    .extracting(LiveQueryTest::kinds)
                    .containsExactly(List.of(Kind.MOVED), List.of(Kind.UPDATED));
            assertThat(told.getFirst().changes().getFirst().oldIndex()).isZero();
            assertThat(told.getFirst().changes().getFirst().newIndex()).isEqualTo(2);
        }
    }

    @Test
    void underALimitARowThatLeavesIsReplacedInTheSameChangeSet() {
        List<EntityId> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(album(2000 + i));
        }
        try (LiveQuery live = context.live("album", "ORDER BY year LIMIT 3")) {
            List<ChangeSet> told = new ArrayList<>();
            live.subscribe(told::add);
            for (int i = 0; i < 37; i++) {
                EntityId gone = ids.get(i);
                context.run(tx -> tx.delete(gone));
                node.deliver();
                assertThat(kinds(told.getLast())).containsExactly(Kind.REMOVED, Kind.ADDED);
                assertThat(years(live.result())).containsExactly(2001L + i, 2002L + i, 2003L + i);
            }
            context.run(tx -> tx.delete(ids.get(38)));
            node.deliver();
            assertThat(kinds(told.getLast())).containsExactly(Kind.REMOVED);
            assertThat(years(live.result())).containsExactly(2037L, 2039L);
        }
    }

    @Test
    void underALimitARowThatComesInWhereAllOthersLeftIsToldToo() {
        List<EntityId> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(album(2000 + i));
        }
        try (LiveQuery live = context.live("album", "ORDER BY year LIMIT 3")) {
            List<ChangeSet> told = new ArrayList<>();
            List<Entity> replayed = new ArrayList<>();
            replayed.addAll(live.subscribe(told::add).initial().toList());
            context.run(tx -> {
                ids.subList(1, 50).forEach(tx::delete);
                tx.set(ids.get(59), "year", Value.of(2001L));
            });
            node.deliver();
            assertThat(years(live.result())).containsExactly(2000L, 2001L, 2050L);
            assertThat(kinds(told.getFirst())).containsExactly(Kind.REMOVED, Kind.REMOVED, Kind.ADDED, Kind.ADDED);
            Replay.apply(replayed, told.getFirst());
            assertThat(replayed).isEqualTo(live.result().toList());
        }
    }

    @Test
    void anEvictedRowIsReportedRemoved() {
        album(2001);
        EntityId second = album(2002);
        try (LiveQuery live = context.live("album", "ORDER BY year LIMIT 2")) {
            List<ChangeSet> told = new ArrayList<>();
            live.subscribe(told::add);
            EntityId first = album(2000);
            node.deliver();
            assertThat(kinds(told.getFirst())).containsExactly(Kind.REMOVED, Kind.ADDED);
            assertThat(told.getFirst().changes()).extracting(Change::id).containsExactly(second, first);
            setYear(first, 2010);
            node.deliver();
            assertThat(told.getLast().changes()).extracting(Change::id).containsExactly(first, second);
            assertThat(kinds(told.getLast())).containsExactly(Kind.REMOVED, Kind.ADDED);
        }
    }

    @Test
    void changingTheSelectionRemovesLostRowsAndBringsNewOnesAsInitial() {
        EntityId old = album(2000);
        EntityId both = album(2005);
        EntityId fresh = album(2010);
        try (LiveQuery live = context.live("album", "year <= 2005")) {
            List<ChangeSet> told = new ArrayList<>();
            live.subscribe(told::add);
            live.update("year >= ?", Value.of(2005L));
            node.deliver();
            assertThat(told).hasSize(1);
            assertThat(kinds(told.getFirst())).containsExactly(Kind.REMOVED, Kind.INITIAL);
            assertThat(told.getFirst().changes()).extracting(Change::id).containsExactly(old, fresh);
            assertThat(live.result().contains(both)).isTrue();
            assertThat(live.query()).isEqualTo(AnkQl.parse("year >= 2005"));
            setYear(old, 2020);
            node.deliver();
            assertThat(kinds(told.getLast())).containsExactly(Kind.ADDED);
        }
    }

    @Test
    void theNewestSelectionWinsHoweverFastTheyFollowEachOther() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            album(2000 + i);
        }
        try (LiveQuery live = context.live("album", "")) {
            for (int round = 0; round < 20; round++) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    long year = 2000 + i;
                    threads.add(Thread.ofVirtual().start(() -> live.update("year = ?", Value.of(year))));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                live.update("year = 2049");
                assertThat(years(live.result())).containsExactly(2049L);
                assertThat(node.backend().reactor().feeds()).isEqualTo(1);
            }
        }
    }

    @Test
    void aListenerThatThrowsStopsNobody() {
        try (LiveQuery live = liveOn("")) {
            List<ChangeSet> told = new ArrayList<>();
            live.subscribe(change -> {
                throw new IllegalStateException("thrown by a test's listener");
            });
            live.subscribe(told::add);
            album(2001);
            album(2002);
            node.deliver();
            assertThat(told).hasSize(2);
        }
    }

    @Test
    void aListenerMayCommitAndReadsOnePosition() {
        EntityId counter = context.transact(
                        tx -> tx.create("counter", Map.of("n", Value.of(0L))).id())
                .value();
        try (LiveQuery live = liveOn("")) {
            List<Object> seen = new ArrayList<>();
            live.subscribe(change -> {
                assertThat(context.query("album", "")).hasSize(change.rows().size());
                long n = change.rows().size();
                context.run(tx -> tx.set(counter, "n", Value.of(n)));
                if (n < 4) {
                    album(3000 + n);
                }
                assertThat(context.query("album", "")).hasSize(change.rows().size());
                seen.add(n);
            });
            album(2001);
            album(2002);
            node.deliver();
            assertThat(seen).containsExactly(2L, 3L, 4L, 5L);
            assertThat(context.get(counter).get("n")).isEqualTo(Value.of(5L));
        }
    }

    @Test
    void aListenerThatLagsGetsItsChangesMerged() {
        EntityId first = album(2000);
        try (LiveQuery live = context.live("album", "ORDER BY year")) {
            List<ChangeSet> told = new ArrayList<>();
            Subscription subscription = live.subscribe(told::add);
            for (int i = 0; i < 1000; i++) {
                setYear(first, 2000 + i % 7);
                EntityId passing = album(1990);
                context.run(tx -> tx.delete(passing));
            }
            node.deliver();
            assertThat(told).hasSizeLessThanOrEqualTo(64);
            List<Entity> replayed = new ArrayList<>(subscription.initial().toList());
            long last = 0;
            for (ChangeSet change : told) {
                assertThat(change.position().number()).isGreaterThan(last);
                last = change.position().number();
                Replay.apply(replayed, change);
            }
            assertThat(replayed).isEqualTo(live.result().toList());
        }
    }

    @Test
    void closingASubscriptionDropsWhatWaitsForIt() {
        try (LiveQuery live = liveOn("")) {
            List<ChangeSet> told = new ArrayList<>();
            Subscription[] own = new Subscription[1];
            own[0] = live.subscribe(change -> {
                told.add(change);
                own[0].close();
            });
            album(2001);
            album(2002);
            node.deliver();
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void aQueryThroughReferencesFollowsItsTargets() {
        EntityId muse = context.transact(tx ->
                        tx.create("artist", Map.of("name", Value.of("Muse"))).id())
                .value();
        EntityId album = context.transact(tx ->
                        tx.create("album", Map.of("artist", Value.of(muse))).id())
                .value();
        try (LiveQuery live = context.live("album", "artist.name = 'Muse' ORDER BY artist.name")) {
            List<ChangeSet> told = new ArrayList<>();
            live.subscribe(told::add);
            assertThat(live.result().contains(album)).isTrue();
            context.run(tx -> tx.set(muse, "name", Value.of("MUSE")));
            context.run(tx -> tx.set(muse, "name", Value.of("Muse")));
            context.run(tx -> tx.delete(muse));
            node.deliver();
            assertThat(told)
                    .extracting(LiveQueryTest::kinds)
                    .containsExactly(List.of(Kind.REMOVED), List.of(Kind.ADDED), List.of(Kind.REMOVED));
        }
    }

    @Test
    void rowsThatMoveTogetherThroughTheirTargetsAreToldSoThatTheirOrderCanBeFollowed() {
        List<EntityId> artists = new ArrayList<>();
        for (long rank = 1; rank <= 4; rank++) {
            Map<String, Value> values = Map.of("rank", Value.of(rank));
            EntityId artist =
                    context.transact(tx -> tx.create("artist", values).id()).value();
            artists.add(artist);
            context.run(tx -> tx.create("album", Map.of("artist", Value.of(artist))));
        }
        try (LiveQuery live = context.live("album", "ORDER BY artist.rank")) {
            List<ChangeSet> told = new ArrayList<>();
            Subscription subscription = live.subscribe(told::add);
            List<Entity> replayed = new ArrayList<>(subscription.initial().toList());
            // The second row comes before the first and keeps its number, since the last comes before both.
            context.run(tx -> {
                tx.set(artists.get(1), "rank", Value.of(0L));
                tx.set(artists.get(3), "rank", Value.of(-1L));
            });
            node.deliver();
            assertThat(told).extracting(LiveQueryTest::kinds).containsExactly(List.of(Kind.MOVED, Kind.MOVED));
            Replay.apply(replayed, told.getFirst());
            assertThat(replayed).isEqualTo(live.result().toList());
        }
    }

    @Test
    void aPathBecomesAReferenceWhenItsPropertyFirstHoldsAnId() {
        EntityId muse = context.transact(tx ->
                        tx.create("artist", Map.of("name", Value.of("Muse"))).id())
                .value();
        try (LiveQuery live = liveOn("artist.name = 'Muse'")) {
            context.run(tx -> tx.create("album", Map.of("artist", Value.of(muse))));
            assertThat(live.result()).hasSize(1);
            context.run(tx -> tx.set(muse, "name", Value.of("other")));
            assertThat(live.result()).isEmpty();
        }
    }

    @Test
    void closingTheNodeEndsItsLiveQueries() {
        LiveQuery live = liveOn("");
        node.close();
        assertThat(live.status()).isEqualTo(Status.CLOSED);
        live.close();
    }
}
