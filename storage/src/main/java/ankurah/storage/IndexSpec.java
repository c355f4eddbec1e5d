package ankurah.storage;

import ankurah.event.AnkurahException;
import ankurah.event.Names;
import ankurah.event.internal.Lists;
import ankurah.query.AnkQl;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an index is of: it has the rows of one collection in the order of its columns, and those that are equal there by id.
 * A column is a property, or a path into its JSON or list, with a direction and a place for nulls. A row that lacks a path
 * stands there as null, and values of every kind stand in the one order of values, so an index never depends on a type.
 *
 * <p>Two specs with the same columns in the same directions are one index. An index also serves the exact reverse of its
 * order; a spec for that is another index nevertheless.
 *
 * @param columns 1 to {@value #MAX_COLUMNS}, each path once
 */
public record IndexSpec(String collection, List<OrderBy> columns) implements Comparable<IndexSpec> {
    public static final int MAX_COLUMNS = 8;
    private static final int MAX_STEPS = 32;

    /** @throws AnkurahException.Invalid {@code index.columns}, or {@code name.*} for a reserved or malformed name */
    public IndexSpec {
        Names.requireStored(collection, "collection");
        columns = List.copyOf(columns);
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
            throw invalid(collection, "an index has 1 to " + MAX_COLUMNS + " columns, not " + columns.size());
        }
        Set<Operand.Path> paths = new HashSet<>();
        for (OrderBy column : columns) {
            Names.requireUsable(column.path().property(), "indexed property");
            if (column.path().steps().size() > MAX_STEPS) {
                throw invalid(collection, "a path has at most " + MAX_STEPS + " steps");
            }
            if (!paths.add(column.path())) {
                throw invalid(collection, "'" + String.join(".", column.path().steps()) + "' is there twice");
            }
        }
    }

    /** Of properties, ascending. */
    public static IndexSpec on(String collection, String... properties) {
        return new IndexSpec(collection, Lists.map(List.of(properties), OrderBy::ascending));
    }

    /** Of columns. */
    public static IndexSpec of(String collection, OrderBy... columns) {
        return new IndexSpec(collection, List.of(columns));
    }

    private static AnkurahException invalid(String collection, String why) {
        return new AnkurahException.Invalid("index.columns", "no index on " + collection + ": " + why);
    }

    /** By collection, then by text. */
    @Override
    public int compareTo(IndexSpec other) {
        int order = collection.compareTo(other.collection);
        return order != 0 ? order : toString().compareTo(other.toString());
    }

    /** As {@code track (GenreId, Milliseconds DESC)}. */
    @Override
    public String toString() {
        String order = AnkQl.print(Query.ALL.withOrderBy(columns));
        return collection + " (" + order.substring("ORDER BY ".length()) + ")";
    }
}
