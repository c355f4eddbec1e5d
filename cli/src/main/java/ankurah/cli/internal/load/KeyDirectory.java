package ankurah.cli.internal.load;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.ResultPage;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Cursor;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Which entity has which key. Kept in memory from one pass over the collection, so that a batch costs one read by id,
 * whether there is an index on the key or not; the numeric kinds count as one, as in queries.
 */
final class KeyDirectory {
    private static final int PAGE_ROWS = 1_000;

    private final Context context;
    private final String collection;
    private final String property;
    private final Map<Value, EntityId> entities = new TreeMap<>();

    private KeyDirectory(Context context, String collection, String property) {
        this.context = context;
        this.collection = collection;
        this.property = property;
    }

    /** Reads the keys that are there. */
    static KeyDirectory load(Context context, String collection, String property) {
        KeyDirectory directory = new KeyDirectory(context, collection, property);
        Cursor after = null;
        do {
            Query page = Query.ALL.withLimit(PAGE_ROWS).withAfter(after);
            ResultPage rows = whereKnown(() -> context.page(collection, page), new ResultPage(List.of(), null));
            for (Entity row : rows.rows()) {
                directory.remember(row);
            }
            after = rows.next();
        } while (after != null);
        return directory;
    }

    private void remember(Entity row) {
        Value key = row.get(property);
        EntityId other = key.isNull() ? null : entities.put(key, row.id());
        if (other != null) {
            throw new AnkurahException.Conflict(
                    "import.key_not_unique",
                    "'" + property + "' is no key of " + collection + ": " + other + " and " + row.id()
                            + " have the same");
        }
    }

    /** A collection that nobody has written to has no rows. */
    private static <T> T whereKnown(Supplier<T> read, T otherwise) {
        try {
            return read.get();
        } catch (AnkurahException.NotFound unknown) {
            return otherwise;
        }
    }

    void put(Value key, EntityId entity) {
        entities.put(key, entity);
    }

    /** The entities that have these keys, by key. */
    Map<Value, Entity> read(Collection<Value> keys) {
        List<Operand> ids = new ArrayList<>();
        for (Value key : keys) {
            EntityId id = entities.get(key);
            if (id != null) {
                ids.add(new Operand.Literal(Value.of(id)));
            }
        }
        Map<Value, Entity> rows = new TreeMap<>();
        if (!ids.isEmpty()) {
            Query query = Query.where(new Predicate.In(Operand.Path.of(Names.ID), ids));
            for (Entity row : context.query(collection, query)) {
                rows.put(row.get(property), row);
            }
        }
        return rows;
    }
}
