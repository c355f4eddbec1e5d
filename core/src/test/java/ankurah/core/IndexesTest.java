package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.internal.gate.GateLimits;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.EngineOptions;
import ankurah.storage.IndexLimits;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.MemoryStorage;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedEngine;
import ankurah.storage.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexesTest {
    private static final long LONG_MILLIS = 30_000;
    private static final IndexSpec BY_GENRE_AND_YEAR =
            IndexSpec.of("album", OrderBy.ascending("genre"), OrderBy.descending("year"));
    private static final Query NEWEST_OF_GENRE = AnkQl.parse("genre = 3 ORDER BY year DESC, id LIMIT 5");

    private static List<EntityId> fill(Context ctx, int rows) {
        List<EntityId> ids = new ArrayList<>();
        for (int from = 0; from < rows; from += 1000) {
            int first = from;
            ctx.run(tx -> {
                for (int i = first; i < Math.min(rows, first + 1000); i++) {
                    ids.add(tx.create("album", Map.of("genre", Value.of(i % 7), "year", Value.of(1900 + i % 120)))
                            .id());
                }
            });
        }
        return ids;
    }

    @Test
    void aDeclaredIndexIsBuiltInTheBackgroundAndUsedWithoutAnotherCommit() {
        try (TestNode node = new TestNode()) {
            fill(node.context, 3_000);
            List<Entity> before = node.context.query("album", NEWEST_OF_GENRE);
            assertThat(node.context.explain("album", NEWEST_OF_GENRE).access()).isEqualTo(Plan.Access.IDS);
            Indexes indexes = node.node.indexes();
            indexes.declare(BY_GENRE_AND_YEAR);
            indexes.declare("album", OrderBy.ascending("genre"), OrderBy.descending("year"));
            assertThat(indexes.await(BY_GENRE_AND_YEAR, LONG_MILLIS)).isTrue();
            assertThat(indexes.list())
                    .containsExactly(new IndexStatus(BY_GENRE_AND_YEAR, IndexStatus.Phase.READY, true, 0, 0));
            Plan plan = node.context.explain("album", NEWEST_OF_GENRE);
            assertThat(plan.indexes()).containsExactly(BY_GENRE_AND_YEAR);
            assertThat(plan.order()).isEqualTo(Plan.Order.WALKED);
            assertThat(node.context.query("album", NEWEST_OF_GENRE)).isEqualTo(before);
            indexes.drop(BY_GENRE_AND_YEAR);
            assertThat(node.context.query("album", NEWEST_OF_GENRE)).isEqualTo(before);
            assertThat(indexes.await(IndexSpec.on("album", "year"), 1)).isFalse();
        }
    }

    @Test
    void analyzingTellsWhatWasMet() {
        try (TestNode node = new TestNode()) {
            fill(node.context, 1_000);
            node.node.indexes().declare(BY_GENRE_AND_YEAR);
            assertThat(node.node.indexes().await(BY_GENRE_AND_YEAR, LONG_MILLIS))
                    .isTrue();
            Plan plan = node.context.analyze("album", NEWEST_OF_GENRE);
            assertThat(plan.real()).isEqualTo(new Plan.Real(5L, 5));
            assertThat(plan.toString())
                    .isEqualTo("index on album (genre, year DESC), 1 range; about 143 rows; filter genre = 3; in order;"
                            + " limit 5\nran: looked at 5 rows, gave 5");
            assertThat(node.context.explain("album", NEWEST_OF_GENRE).real()).isNull();
        }
    }

    @Test
    void aNodeGoesOnWithABuildThatWasCutOff() {
        MemoryStore store = new MemoryStore();
        EngineOptions options = EngineOptions.defaults().withSystem(TestNode.SYSTEM);
        try (var engine = OrderedEngine.open(store, options)) {
            try (TestNode node = new TestNode(Policy.allowAll(), new UnclosedStorage(engine), GateLimits.DEFAULT)) {
                fill(node.context, 3_000);
            }
            engine.declareIndex(BY_GENRE_AND_YEAR);
            assertThat(engine.workOnIndexes()).isTrue();
        }
        try (TestNode node = new TestNode(Policy.allowAll(), OrderedEngine.open(store, options), GateLimits.DEFAULT)) {
            assertThat(node.node.indexes().await(BY_GENRE_AND_YEAR, LONG_MILLIS))
                    .isTrue();
            assertThat(node.context.count("album", "genre = 3")).isEqualTo(429);
        }
    }

    @Test
    void queriesThatLookInVainOftenEnoughGetTheirIndex() {
        IndexLimits limits = new IndexLimits(32, 1, 1_000, 512);
        var storage = MemoryStorage.open(
                EngineOptions.defaults().withSystem(TestNode.SYSTEM).withIndexes(limits));
        try (TestNode node = new TestNode(Policy.allowAll(), storage, GateLimits.DEFAULT)) {
            fill(node.context, 2_000);
            IndexSpec wanted = IndexSpec.of("album", OrderBy.ascending("genre"), OrderBy.descending("year"));
            for (int i = 0; i < 8; i++) {
                assertThat(node.node.indexes().list()).isEmpty();
                node.context.query("album", NEWEST_OF_GENRE);
            }
            for (int i = 0; i < 8; i++) {
                node.context.query("album", NEWEST_OF_GENRE);
            }
            assertThat(node.node.indexes().await(wanted, LONG_MILLIS)).isTrue();
            IndexStatus made = node.node.indexes().list().get(0);
            assertThat(made.declared()).isFalse();
            assertThat(made.toString()).isEqualTo("index on album (genre, year DESC), made on demand");
            for (int i = 0; i < 40; i++) {
                node.context.query("album", "year = 2001");
            }
            assertThat(node.node.indexes().list())
                    .as("no more than the limit allows")
                    .hasSize(1);
            node.node.indexes().declare(wanted);
            assertThat(node.node.indexes().list().get(0).declared()).isTrue();
        }
    }

    @Test
    void aCollectionHasNoMoreIndexesThanItMay() {
        IndexLimits limits = new IndexLimits(2, 0, 0, 512);
        var storage = MemoryStorage.open(
                EngineOptions.defaults().withSystem(TestNode.SYSTEM).withIndexes(limits));
        try (TestNode node = new TestNode(Policy.allowAll(), storage, GateLimits.DEFAULT)) {
            Indexes indexes = node.node.indexes();
            indexes.declare(IndexSpec.on("album", "a"));
            indexes.declare(IndexSpec.on("album", "b"));
            indexes.declare(IndexSpec.on("album", "b"));
            assertThatThrownBy(() -> indexes.declare(IndexSpec.on("album", "c")))
                    .isInstanceOf(AnkurahException.Conflict.class)
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("index.too_many");
            indexes.declare(IndexSpec.on("track", "a"));
            indexes.drop(IndexSpec.on("album", "a"));
            indexes.declare(IndexSpec.on("album", "c"));
            assertThat(indexes.await(IndexSpec.on("album", "c"), LONG_MILLIS)).isTrue();
        }
    }

    @Test
    void anIndexOfNothingOrOfTheSystemsNamesIsRefused() {
        for (ThrowingSpec spec : List.<ThrowingSpec>of(
                () -> new IndexSpec("album", List.of()),
                () -> IndexSpec.on("album", "a", "a"),
                () -> IndexSpec.on("album", "a", "b", "c", "d", "e", "f", "g", "h", "i"))) {
            assertThatThrownBy(spec::make)
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("index.columns");
        }
        for (String name : List.of("id", "_deleted")) {
            assertThatThrownBy(() -> IndexSpec.on("album", name))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("name.reserved");
        }
    }

    private interface ThrowingSpec {
        IndexSpec make();
    }

    @Test
    void anIndexIntoAReferenceIsLeftAloneByQueries() {
        try (TestNode node = new TestNode()) {
            EntityId artist = node.context
                    .transact(tx -> tx.create("artist", Map.of("name", Value.of("Muse")))
                            .id())
                    .value();
            node.context.run(tx -> tx.create("album", Map.of("artist", Value.of(artist))));
            IndexSpec spec = IndexSpec.of("album", OrderBy.ascending("artist", "name"));
            node.node.indexes().declare(spec);
            assertThat(node.node.indexes().await(spec, LONG_MILLIS)).isTrue();
            assertThat(node.context.count("album", "artist.name = 'Muse'")).isEqualTo(1);
            node.context.run(tx -> tx.set(artist, "name", Value.of("The Muse")));
            assertThat(node.context.count("album", "artist.name = 'Muse'")).isZero();
            assertThat(node.context.exists("album", "artist.name = 'The Muse' ORDER BY artist.name"))
                    .isTrue();
            assertThat(node.context
                            .analyze("album", AnkQl.parse("artist.name = 'The Muse'"))
                            .toString())
                    .startsWith("all rows of album by id; about 1 row; filter artist.name = 'The Muse'; sorted");
        }
    }
}
