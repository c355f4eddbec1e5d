package ankurah.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.Exclusion;
import ankurah.storage.IndexLimits;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every query gives what looking at every row gives: the same rows in the same order, whatever indexes there are. */
public abstract class QueryContract {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final String ROWS = "thing";
    private static final int ROWS_AT_ONCE = 64;

    private Place place;
    private StorageEngine engine;
    private World world;
    private Generator generator;
    private final Interruption between = new Interruption();

    protected abstract Place newPlace();

    /** Lets a test act before each step of the engine's writer, after it has read ahead. */
    private static final class Interruption implements Exclusion {
        private Runnable action = () -> {};
        private boolean inside;

        @Override
        public void run(Body body) {
            if (!inside) {
                inside = true;
                action.run();
                inside = false;
            }
            body.run();
        }
    }

    @BeforeEach
    void openFirst() {
        begin(System.nanoTime());
    }

    private void begin(long seed) {
        System.out.println("seed " + seed);
        place = newPlace();
        engine = place.open(options(1));
        world = new World(seed, Position.start(engine.identity().log()));
        generator = new Generator(world.random());
    }

    /** Few rows are indexed at once, so that few rows take many steps. */
    private EngineOptions options(long seed) {
        return World.options(seed).withExclusion(between).withIndexes(new IndexLimits(32, 0, 0, ROWS_AT_ONCE));
    }

    @AfterEach
    void closeAll() {
        between.action = () -> {};
        engine.close();
        place.close();
    }

    private void reopen() {
        engine.close();
        engine = place.open(options(2));
    }

    private void fill(int rows) {
        for (int i = 0; i < rows; i++) {
            generator.know(world.create(ROWS, generator.row()).id());
            if (i % 100 == 99) {
                engine.commit(world.group());
            }
        }
        world.create("other", Map.of("n", Value.of(1)));
        engine.commit(world.group());
    }

    private void change(int rows) {
        List<EntityId> ids = new ArrayList<>(world.states().keySet());
        for (int i = 0; i < rows; i++) {
            EntityId id = ids.get(world.random().nextInt(ids.size()));
            world.update(id, generator.row());
        }
        generator.know(world.create(ROWS, generator.row()).id());
        engine.commit(world.group());
    }

    private void workOnIndexes() {
        while (engine.workOnIndexes()) {
            Thread.onSpinWait();
        }
    }

    private void indexAll() {
        for (String property : Generator.PROPERTIES) {
            engine.ensureIndex(IndexSpec.on(ROWS, property));
        }
    }

    @Test
    void generatedQueriesGiveTheRowsThatLookingAtEachGives() {
        fill(400);
        check(DEEP ? 5_000 : 60);
        indexAll();
        check(DEEP ? 5_000 : 100);
        change(300);
        check(DEEP ? 5_000 : 60);
        reopen();
        check(30);
        engine.dropIndex(IndexSpec.on(ROWS, "n"));
        engine.dropIndex(IndexSpec.on(ROWS, "any"));
        check(20);
        workOnIndexes();
        assertThat(engine.indexes()).hasSize(Generator.PROPERTIES.size() - 2);
        check(40);
    }

    @Test
    void anIndexIsRightWhileItIsBuiltAndRemovedUnderWrites() {
        fill(500);
        int[] steps = {0};
        between.action = () -> {
            steps[0]++;
            change(40);
            check(DEEP ? 50 : 6);
        };
        for (String property : List.of("n", "any")) {
            engine.ensureIndex(IndexSpec.on(ROWS, property));
        }
        assertThat(engine.indexes()).hasSize(2);
        assertThat(steps[0]).isGreaterThan(8);
        between.action = () -> {};
        check(40);
        between.action = () -> {
            change(40);
            check(DEEP ? 50 : 6);
        };
        engine.dropIndex(IndexSpec.on(ROWS, "n"));
        workOnIndexes();
        between.action = () -> {};
        engine.ensureIndex(IndexSpec.on(ROWS, "n"));
        check(40);
    }

    @Test
    void aBuildThatWasCutOffGoesOnAfterOpening() {
        fill(400);
        int[] left = {3};
        between.action = () -> {
            if (left[0]-- == 0) {
                throw new IllegalStateException("the process ends here");
            }
        };
        assertThatThrownBy(() -> engine.ensureIndex(IndexSpec.on(ROWS, "n"))).hasMessage("the process ends here");
        between.action = () -> {};
        between.inside = false;
        IndexStatus begun = engine.indexes().get(0);
        assertThat(begun.phase()).isEqualTo(IndexStatus.Phase.BUILDING);
        assertThat(begun.rows()).isBetween(64L, 400L);
        assertThat(begun.toString()).startsWith("index on thing (n), being built: ");
        try (StorageSnapshot now = engine.snapshot()) {
            Plan plan = now.analyze(ROWS, AnkQl.parse("n = 1"));
            assertThat(plan.access()).isEqualTo(Plan.Access.IDS);
            assertThat(plan.toString().lines().toList())
                    .hasSize(3)
                    .satisfies(lines -> assertThat(lines.get(1)).startsWith("ran: looked at "))
                    .endsWith(begun.toString());
        }
        change(200);
        check(50);
        reopen();
        check(50);
        workOnIndexes();
        assertThat(engine.indexes())
                .containsExactly(new IndexStatus(IndexSpec.on(ROWS, "n"), IndexStatus.Phase.READY, true, 0, 0));
        check(200);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        fill(DEEP ? 500 : 240);
        for (int round = 0; round < 2; round++) {
            for (String order : List.of(
                    "ORDER BY flag DESC",
                    "ORDER BY flag",
                    "ORDER BY flag DESC NULLS FIRST",
                    "ORDER BY flag ASC NULLS LAST",
                    "ORDER BY n DESC, text",
                    "ORDER BY long DESC",
                    "ORDER BY long, n DESC",
                    "ORDER BY id DESC",
                    "",
                    "flag = TRUE",
                    "flag = TRUE ORDER BY n DESC")) {
                Query query = AnkQl.parse(order);
                for (int size : round == 0 ? new int[] {1, 200} : new int[] {7, 200}) {
                    assertThat(pages(query, size))
                            .as("%s by %s", order, size)
                            .isEqualTo(oracle().rows(ROWS, query, false));
                }
            }
            indexAll();
        }
    }

    private List<EntityState> pages(Query query, int size) {
        List<EntityState> all = new ArrayList<>();
        Query page = query.withLimit(size);
        try (StorageSnapshot now = engine.snapshot()) {
            while (true) {
                List<EntityState> rows = rows(now, page, false);
                all.addAll(rows);
                if (rows.size() < size) {
                    return all;
                }
                page = page.withAfter(Cursor.at(query, oracle().key(query, rows.getLast())));
            }
        }
    }

    @Test
    void equalKeysFollowByAscendingIdInBothDirections() {
        for (int i = 0; i < 700; i++) {
            world.create(ROWS, Map.of("group", Value.of(i % 3), "name", Value.of("n" + i % 5)));
        }
        engine.commit(world.group());
        for (int round = 0; round < 2; round++) {
            for (String text : List.of(
                    "ORDER BY group DESC LIMIT 5",
                    "ORDER BY group DESC LIMIT 300",
                    "ORDER BY group DESC",
                    "ORDER BY group LIMIT 400",
                    "ORDER BY group DESC, name LIMIT 33",
                    "ORDER BY group, name DESC LIMIT 250",
                    "ORDER BY group DESC, id LIMIT 250",
                    "ORDER BY group DESC, id DESC LIMIT 250",
                    "group > 0 ORDER BY group DESC LIMIT 240",
                    "group IN (0, 2) ORDER BY group DESC LIMIT 500",
                    "group BETWEEN 1 AND 1 ORDER BY name DESC, id DESC LIMIT 40")) {
                assertSameRows(AnkQl.parse(text));
            }
            engine.ensureIndex(IndexSpec.on(ROWS, "group"));
        }
    }

    @Test
    void numbersSortAsNumbersIndexedOrNot() {
        double[] numbers = {9, 10, -1, 0, -20, 2.5, -0.5, 1e300, -1e300};
        for (double number : numbers) {
            world.create(
                    ROWS, Map.of("price", number == Math.rint(number) ? Value.of((long) number) : Value.of(number)));
        }
        world.create(ROWS, Map.of("price", Value.of("9")));
        world.create(ROWS, Map.of());
        engine.commit(world.group());
        for (int round = 0; round < 2; round++) {
            for (String text : List.of(
                    "price < 0",
                    "price < 0 ORDER BY price",
                    "ORDER BY price",
                    "ORDER BY price DESC",
                    "price >= -1 AND price < 10",
                    "price = 9",
                    "price = '9'",
                    "price IS NULL",
                    "NOT (price = 9)",
                    "missing = 1 OR price = 9",
                    "NOT (missing = 1)")) {
                assertSameRows(AnkQl.parse(text));
            }
            engine.ensureIndex(IndexSpec.on(ROWS, "price"));
        }
    }

    @Test
    void deletedRowsAreInNoResultUnlessAskedFor() {
        EntityState a = world.create(ROWS, Map.of("n", Value.of(1)));
        EntityState b = world.create(ROWS, Map.of("n", Value.of(1)));
        engine.commit(world.group());
        engine.ensureIndex(IndexSpec.on(ROWS, "n"));
        EntityState gone = world.update(a.id(), Map.of(Names.DELETED, Value.TRUE));
        engine.commit(world.group());
        Query query = AnkQl.parse("n = 1 ORDER BY n");
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(rows(now, query, false)).containsExactly(b);
            assertThat(rows(now, query, true)).containsExactly(gone, b);
            assertThat(now.count(ROWS, query)).isEqualTo(1);
            assertThat(now.state(ROWS, a.id())).isEqualTo(gone);
        }
        EntityState back = world.update(a.id(), Map.of(Names.DELETED, Value.FALSE));
        engine.commit(world.group());
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(rows(now, query, false)).containsExactly(back, b);
        }
    }

    @Test
    void thePlanSaysWhatIsUsed() {
        for (int i = 0; i < 1000; i++) {
            world.create(ROWS, Map.of("year", Value.of(1900 + i % 100), "name", Value.of("n" + i)));
        }
        engine.commit(world.group());
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.explain(ROWS, AnkQl.parse("year = 1950")).access()).isEqualTo(Plan.Access.IDS);
            assertThat(now.explain("unknown", AnkQl.parse("year = 1950")).access())
                    .isEqualTo(Plan.Access.NOTHING);
            assertThat(rowsOf(now, "unknown", Query.ALL)).isEmpty();
        }
        engine.ensureIndex(IndexSpec.on(ROWS, "year"));
        try (StorageSnapshot now = engine.snapshot()) {
            Plan equal = now.explain(ROWS, AnkQl.parse("year = 1950 AND name <> 'x'"));
            assertThat(equal.access()).isEqualTo(Plan.Access.INDEX);
            assertThat(equal.indexes()).containsExactly(IndexSpec.on(ROWS, "year"));
            assertThat(equal.order()).isEqualTo(Plan.Order.WALKED);
            assertThat(equal.toString()).contains("index on thing (year)").contains("filter");
            Plan newest = now.explain(ROWS, AnkQl.parse("year > 1950 ORDER BY year DESC LIMIT 20"));
            assertThat(newest.access()).isEqualTo(Plan.Access.INDEX);
            assertThat(newest.order()).isEqualTo(Plan.Order.WALKED);
            Plan grouped = now.explain(ROWS, AnkQl.parse("ORDER BY year DESC, name LIMIT 20"));
            assertThat(grouped.order()).isEqualTo(Plan.Order.SORTED_IN_GROUPS);
            assertThat(now.explain(ROWS, AnkQl.parse("year = 1 AND year = 2")).access())
                    .isEqualTo(Plan.Access.NOTHING);
            assertThat(now.explain(ROWS, AnkQl.parse("name LIKE 'n1%'")).access())
                    .isEqualTo(Plan.Access.IDS);
        }
    }

    @Test
    void alternativesAreRangesOfOneIndexOrPartsOfSeveralAndTheShortestWayIsTaken() {
        for (int i = 0; i < 1000; i++) {
            world.create(ROWS, Map.of("year", Value.of(1900 + i % 100), "name", Value.of("n" + i)));
        }
        engine.commit(world.group());
        engine.ensureIndex(IndexSpec.on(ROWS, "year"));
        engine.ensureIndex(IndexSpec.on(ROWS, "name"));
        try (StorageSnapshot now = engine.snapshot()) {
            Plan in = now.explain(ROWS, AnkQl.parse("year IN (1950, 1960, 1970) ORDER BY year DESC"));
            assertThat(in.access()).isEqualTo(Plan.Access.INDEX);
            assertThat(in.indexes()).containsExactly(IndexSpec.on(ROWS, "year"));
            assertThat(in.ranges()).isEqualTo(3);
            assertThat(in.order()).isEqualTo(Plan.Order.WALKED);
            Plan or = now.explain(ROWS, AnkQl.parse("year = 1950 OR name = 'n3'"));
            assertThat(or.access()).isEqualTo(Plan.Access.UNION);
            assertThat(or.indexes()).containsExactlyInAnyOrder(IndexSpec.on(ROWS, "year"), IndexSpec.on(ROWS, "name"));
            // Ten rows have the year, and one the name.
            Plan both = now.explain(ROWS, AnkQl.parse("year = 1950 AND name = 'n50'"));
            assertThat(both.indexes()).containsExactly(IndexSpec.on(ROWS, "name"));
            Plan ran = now.analyze(ROWS, AnkQl.parse("year IN (1950, 1960) AND name <> 'n50'"));
            assertThat(ran.real()).isNotNull();
            assertThat(ran.real().looked()).isEqualTo(20);
            assertThat(ran.real().given()).isEqualTo(19);
            assertThat(ran.toString()).contains("20");
        }
        engine.declareIndex(IndexSpec.of(ROWS, OrderBy.descending("name")));
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.explain(ROWS, AnkQl.parse("name = 'n50'")).unfinished())
                    .extracting(index -> index.spec())
                    .containsExactly(IndexSpec.of(ROWS, OrderBy.descending("name")));
        }
    }

    @Test
    void aQueryWithoutItsValuesIsRefused() {
        fill(10);
        try (StorageSnapshot now = engine.snapshot()) {
            assertThatThrownBy(() -> now.query(ROWS, AnkQl.parse("n = ?")))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).isEqualTo("query.unbound"));
        }
    }

    @Test
    void aCursorClosedHalfWayLeavesTheSnapshotUsable() {
        fill(300);
        indexAll();
        try (StorageSnapshot now = engine.snapshot()) {
            for (String text : List.of("", "n > 0 ORDER BY n DESC", "ORDER BY text, n")) {
                RowCursor cursor = now.query(ROWS, AnkQl.parse(text));
                assertThat(cursor.next()).isNotNull();
                cursor.close();
                cursor.close();
            }
            assertThat(rows(now, Query.ALL, false)).isEqualTo(oracle().rows(ROWS, Query.ALL, false));
        }
    }

    @Test
    void queriesIntoJsonMatchWhatTheSharedCasesSay() throws IOException {
        int[] number = {0};
        JsonCases.forEach(one -> {
            String collection = "case" + number[0]++;
            for (Value entity : JsonCases.list(one, "entities")) {
                Value data = new Value.Json(JsonCases.field(entity, "data"));
                world.create(collection, Map.of("data", data, "label", JsonCases.field(entity, "label")));
            }
            engine.commit(world.group());
            assertCase(collection, one);
            engine.ensureIndex(IndexSpec.on(collection, "data"));
            assertCase(collection, one);
        });
        assertThat(number[0]).isEqualTo(5);
    }

    private void assertCase(String collection, Value one) {
        try (StorageSnapshot now = engine.snapshot()) {
            for (Value expectation : JsonCases.list(one, "expectations")) {
                String text = JsonCases.text(expectation, "query");
                assertThat(rowsOf(now, collection, AnkQl.parse(text)))
                        .as(text)
                        .extracting(row -> row.get("label"))
                        .containsExactlyInAnyOrderElementsOf(JsonCases.list(expectation, "matches"));
            }
        }
    }

    private void check(int queries) {
        Random random = world.random();
        for (int i = 0; i < queries; i++) {
            Query query = generator.query();
            assertSameRows(query);
            List<EntityState> rows = oracle().rows(ROWS, query, false);
            if (!rows.isEmpty() && random.nextInt(3) == 0) {
                EntityState last = rows.get(random.nextInt(rows.size()));
                assertSameRows(query.withAfter(Cursor.at(query, oracle().key(query, last))));
            }
        }
    }

    private void assertSameRows(Query query) {
        try (StorageSnapshot now = engine.snapshot()) {
            List<EntityState> expected = oracle().rows(ROWS, query, false);
            assertThat(rows(now, query, false))
                    .as(() -> query + " by " + now.explain(ROWS, query))
                    .isEqualTo(expected);
            assertThat(now.count(ROWS, query)).as(() -> "count of " + query).isEqualTo(expected.size());
        }
    }

    private Oracle oracle() {
        return new Oracle(world.states());
    }

    private List<EntityState> rows(StorageSnapshot now, Query query, boolean withDeleted) {
        return drain(now.query(ROWS, query, withDeleted));
    }

    private static List<EntityState> rowsOf(StorageSnapshot now, String collection, Query query) {
        return drain(now.query(collection, query));
    }

    private static List<EntityState> drain(RowCursor cursor) {
        try (cursor) {
            List<EntityState> rows = new ArrayList<>();
            for (EntityState row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
            assertThat(cursor.next()).isNull();
            return rows;
        }
    }
}
