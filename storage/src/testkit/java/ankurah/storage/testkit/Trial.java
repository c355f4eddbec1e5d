package ankurah.storage.testkit;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Cursor;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.IndexLimits;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store that is filled and asked, beside the brute-force answers. */
final class Trial implements AutoCloseable {
    /** So few that small collections take several steps to index. */
    static final int ROWS_AT_ONCE = 16;

    private static final IndexLimits LIMITS = new IndexLimits(32, 0, 0, ROWS_AT_ONCE);

    private final Place place;
    private final Fakes fakes = new Fakes();
    private final Map<Integer, EntityId> ids = new HashMap<>();
    private StorageEngine engine;
    private final World world;

    Trial(Place place, long seed) {
        this.place = place;
        this.engine = open();
        this.world = new World(seed, Position.start(engine.identity().log()));
    }

    private StorageEngine open() {
        return place.open(World.options(1).withIndexes(LIMITS));
    }

    /** Does all of a case; throws if its answer is wrong. */
    static void run(Scenario scenario, Place place) {
        try (Trial trial = new Trial(place, scenario.seed())) {
            scenario.rows().forEach(trial::write);
            trial.commit();
            boolean indexed = scenario.stage() != Scenario.Stage.BEFORE;
            if (indexed) {
                scenario.indexes().forEach(trial.engine()::declareIndex);
                trial.work(scenario.stage() == Scenario.Stage.BUILDING ? scenario.steps() : Integer.MAX_VALUE);
            }
            scenario.changes().forEach(change -> trial.write(change.row(), change.values()));
            trial.commit();
            if (scenario.stage() == Scenario.Stage.REOPENED) {
                trial.reopen();
            }
            trial.check(scenario.query(), scenario.afterRow());
        }
    }

    StorageEngine engine() {
        return engine;
    }

    /** Makes a row, or writes to it if it is there. */
    void write(int row, Map<String, Value> values) {
        EntityId id = ids.get(row);
        if (id == null) {
            EntityId made = world.create(Schema.COLLECTION, fakes.real(values)).id();
            ids.put(row, made);
            fakes.know(row, made);
        } else {
            world.update(id, fakes.real(values));
        }
    }

    void commit() {
        engine.commit(world.group());
    }

    /** At most so many steps of making indexes; whether there is more to do. */
    boolean work(int steps) {
        boolean more = true;
        for (int i = 0; i < steps && more; i++) {
            more = engine.workOnIndexes();
        }
        return more;
    }

    void reopen() {
        engine.close();
        engine = open();
    }

    /** Throws if the answer differs from the brute-force one. */
    void check(Query faked, @Nullable Integer afterRow) {
        Query query = fakes.real(faked);
        Oracle oracle = new Oracle(world.states());
        if (afterRow != null && ids.containsKey(afterRow)) {
            EntityState row = world.states().get(ids.get(afterRow));
            query = query.withAfter(Cursor.at(query, oracle.key(query, row)));
        }
        List<EntityState> expected = oracle.rows(Schema.COLLECTION, query, false);
        try (StorageSnapshot now = engine.snapshot()) {
            List<EntityState> given = rows(now, query);
            if (!given.equals(expected)) {
                throw new AssertionError("wrong rows by " + now.explain(Schema.COLLECTION, query) + "\nexpected "
                        + numbers(expected) + "\n   given " + numbers(given));
            }
            List<EntityState> scanned = rows(now.scan(Schema.COLLECTION, query));
            if (!scanned.equals(expected)) {
                throw new AssertionError(
                        "wrong rows without a plan\nexpected " + numbers(expected) + "\n   given " + numbers(scanned));
            }
            long count = now.count(Schema.COLLECTION, query);
            if (count != expected.size()) {
                throw new AssertionError("counted " + count + " and not " + expected.size() + " by "
                        + now.explain(Schema.COLLECTION, query));
            }
        }
    }

    /** Throws if an index has other entries than its rows. */
    void checkIndexes() {
        try (StorageSnapshot now = engine.snapshot()) {
            String difference = now.indexDifference();
            if (difference != null) {
                throw new AssertionError(difference);
            }
        }
    }

    /** The rows of a query, page by page, each from a snapshot of its own; {@code between} runs between pages. */
    void checkPages(Query faked, int size, Runnable between) {
        Query query = fakes.real(faked).withLimit(null);
        Oracle oracle = new Oracle(world.states());
        List<EntityState> expected = oracle.rows(Schema.COLLECTION, query, false);
        List<EntityState> all = new ArrayList<>();
        Query page = query.withLimit(size);
        while (true) {
            List<EntityState> rows;
            try (StorageSnapshot now = engine.snapshot()) {
                rows = rows(now, page);
            }
            all.addAll(rows);
            if (rows.size() < size) {
                break;
            }
            Cursor last = Cursor.at(query, oracle.key(query, rows.getLast()));
            page = page.withAfter(Cursor.decode(last.encode()));
            between.run();
        }
        if (!all.equals(expected)) {
            throw new AssertionError("wrong pages of " + size + " rows of " + query + "\nexpected " + numbers(expected)
                    + "\n   given " + numbers(all));
        }
    }

    /** How many rows a query has, without limit. */
    int size(Query faked) {
        return new Oracle(world.states())
                .rows(Schema.COLLECTION, fakes.real(faked).withLimit(null), false)
                .size();
    }

    private static List<EntityState> rows(StorageSnapshot now, Query query) {
        return rows(now.query(Schema.COLLECTION, query));
    }

    private static List<EntityState> rows(RowCursor all) {
        List<EntityState> rows = new ArrayList<>();
        try (RowCursor cursor = all) {
            for (EntityState row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private List<Integer> numbers(List<EntityState> rows) {
        Map<EntityId, Integer> numbers = new HashMap<>();
        ids.forEach((number, id) -> numbers.put(id, number));
        return rows.stream().map(row -> numbers.get(row.id())).toList();
    }

    @Override
    public void close() {
        engine.close();
    }
}
