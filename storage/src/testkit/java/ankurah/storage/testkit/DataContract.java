package ankurah.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names and values that mean something elsewhere are data all the way, and so are those that no index has room for. */
public abstract class DataContract {
    /** Fewer than a collection may have. */
    private static final int MOST_INDEXES = 30;

    protected Place place;
    protected StorageEngine engine;
    protected World world;

    protected abstract Place newPlace();

    @BeforeEach
    void openFirst() {
        place = newPlace();
        engine = place.open(World.options(1));
        world = new World(1, Position.start(engine.identity().log()));
    }

    @AfterEach
    void closeAll() {
        engine.close();
        place.close();
    }

    protected void reopen() {
        engine.close();
        engine = place.open(World.options(2));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Test
    void everyNameIsDataAsACollection() {
        Map<String, EntityState> rows = new HashMap<>();
        for (String name : Injections.ALL) {
            rows.put(name, world.create(name, Map.of("n", Value.of(1))));
            engine.commit(world.group());
        }
        engine.declareIndex(IndexSpec.on(Injections.ALL.get(0), "n"));
        work();
        reopen();
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.collections()).containsExactlyInAnyOrderElementsOf(Injections.ALL);
            for (String name : Injections.ALL) {
                EntityState row = rows.get(name);
                assertThat(rows(now, name, AnkQl.parse("n = 1 ORDER BY n"))).containsExactly(row);
                assertThat(now.collectionOf(row.id())).isEqualTo(name);
            }
        }
    }

    @Test
    void everyNameIsDataAsAProperty() {
        Map<String, Value> values = new HashMap<>();
        for (String name : Injections.ALL) {
            if (!Names.isReserved(name)) {
                values.put(name, Value.of(name));
            }
        }
        EntityState row = world.create("thing", values);
        EntityState other = world.create("thing", Map.of("n", Value.of(2)));
        engine.commit(world.group());
        for (int round = 0; round < 2; round++) {
            for (String name : values.keySet()) {
                assertFound(name, row, other);
            }
            reopen();
        }
        List<IndexSpec> made = new ArrayList<>();
        for (String name : values.keySet()) {
            IndexSpec spec = IndexSpec.on("thing", name);
            engine.ensureIndex(spec);
            assertFound(name, row, other);
            made.add(spec);
            if (made.size() == MOST_INDEXES) {
                made.forEach(engine::dropIndex);
                work();
                made.clear();
            }
        }
        work();
    }

    private void assertFound(String name, EntityState row, EntityState other) {
        Query query = AnkQl.parse(quoted(name) + " = ?").bind(List.of(Value.of(name)));
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(rows(now, "thing", query)).as(name).containsExactly(row);
            assertThat(now.count("thing", query)).as(name).isEqualTo(1);
            Query ordered = Query.ALL.withOrderBy(OrderBy.descending(name)).withLimit(5);
            assertThat(rows(now, "thing", ordered)).as(name).containsExactly(row, other);
        }
    }

    @Test
    void everyTextIsDataAsAValueAJsonKeyAndTheNameOfASmallRecord() {
        Map<String, EntityState> rows = new HashMap<>();
        WriteGroup records = new WriteGroup();
        for (String text : Injections.ALL) {
            Value json = new Value.Json(new Value.Obj(Map.of(text, Value.of(text))));
            rows.put(text, world.create("thing", Map.of("text", Value.of(text), "json", json)));
            records.meta(text, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        engine.commit(world.group());
        engine.commit(records);
        for (int round = 0; round < 2; round++) {
            try (StorageSnapshot now = engine.snapshot()) {
                for (String text : Injections.ALL) {
                    Query byText = AnkQl.parse("text = ?").bind(List.of(Value.of(text)));
                    assertThat(rows(now, "thing", byText)).as(text).containsExactly(rows.get(text));
                    Operand path = new Operand.Path(List.of("json", text));
                    Query byKey = AnkQl.parse("json." + quoted(text) + " = ?").bind(List.of(Value.of(text)));
                    assertThat(rows(now, "thing", byKey)).as("%s", path).containsExactly(rows.get(text));
                    assertThat(now.meta(text)).isNotNull();
                }
                assertThat(now.metas("")).hasSize(Injections.ALL.size());
            }
            engine.ensureIndex(IndexSpec.on("thing", "text"));
            engine.ensureIndex(IndexSpec.of(
                    "thing", OrderBy.ascending(new Operand.Path(List.of("json", Injections.ALL.get(0))))));
            reopen();
        }
    }

    /** Keys are cut, so that no index is too wide for any database; such values are told apart by their rows. */
    @Test
    void valuesLongerThanAnyIndexTakesAreFoundSortedAndPaged() {
        List<EntityState> sorted = new ArrayList<>();
        String same = "\u00e9".repeat(3_000);
        for (int i = 0; i < 40; i++) {
            Map<String, Value> values = new HashMap<>();
            for (String property : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
                values.put(property, Value.of(same + String.format("%02d", i)));
            }
            sorted.add(world.create("long", values));
        }
        for (int i = 0; i < 400; i++) {
            world.create("long", Map.of("a", Value.of("short " + i)));
        }
        engine.commit(world.group());
        engine.ensureIndex(IndexSpec.on("long", "a", "b", "c", "d", "e", "f", "g", "h"));
        engine.ensureIndex(IndexSpec.on("long", "a"));
        try (StorageSnapshot now = engine.snapshot()) {
            Query exact = AnkQl.parse("a = ?").bind(List.of(Value.of(same + "07")));
            assertThat(now.explain("long", exact).access()).isEqualTo(Plan.Access.INDEX);
            assertThat(rows(now, "long", exact)).containsExactly(sorted.get(7));
            assertThat(rows(now, "long", AnkQl.parse("ORDER BY a DESC LIMIT 3")))
                    .containsExactly(sorted.get(39), sorted.get(38), sorted.get(37));
            Query above = AnkQl.parse("a > ? ORDER BY a, b LIMIT 2").bind(List.of(Value.of(same + "20")));
            assertThat(rows(now, "long", above)).containsExactly(sorted.get(21), sorted.get(22));
        }
    }

    @Test
    void whatStandsLastInAGroupIsStored() {
        EntityState first = world.create("row", Map.of("n", Value.of(1)));
        engine.commit(world.group());
        engine.ensureIndex(IndexSpec.on("row", "n"));
        EntityId id = first.id();
        for (int n = 2; n < 6; n++) {
            world.update(id, Map.of("n", Value.of(n)));
        }
        EntityState last = world.update(id, Map.of("n", Value.of(1)));
        engine.commit(
                world.group().meta("m", new byte[] {1}).meta("m", new byte[0]).meta("gone", null));
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.state("row", id)).isEqualTo(last);
            assertThat(now.count("row", AnkQl.parse("n = 1"))).isEqualTo(1);
            assertThat(now.count("row", AnkQl.parse("n > 1"))).isZero();
            assertThat(now.meta("m")).isEmpty();
            assertThat(now.events(id, null, 10)).hasSize(6);
        }
    }

    protected void work() {
        while (engine.workOnIndexes()) {
            Thread.onSpinWait();
        }
    }

    private static List<EntityState> rows(StorageSnapshot now, String collection, Query query) {
        List<EntityState> rows = new ArrayList<>();
        try (RowCursor cursor = now.query(collection, query)) {
            for (EntityState row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
