package ankurah.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a query will do.
 *
 * @param access the way to the rows
 * @param property the indexed property, for an index
 * @param ranges how many stretches of the way are walked; one when it is walked whole
 * @param bounded whether the predicate narrows the way at all
 * @param estimatedRows about how many rows are looked at; a limit may end the walk earlier
 * @param order where the order comes from
 * @param limit the query's limit
 * @param filter the predicate every row is still tested with, as AnkQL; null when all rows match
 */
public record Plan(
        String collection,
        Access access,
        @Nullable String property,
        int ranges,
        boolean bounded,
        long estimatedRows,
        Order order,
        @Nullable Integer limit,
        @Nullable String filter) {

    /** A way to the rows. */
    public enum Access {
        /** No row can match, or the collection has none. */
        NOTHING,
        /** The rows themselves, in the order of their ids. */
        IDS,
        /** An index, and from each entry its row. */
        INDEX
    }

    /** Where the order comes from. */
    public enum Order {
        /** The way already has the order; a limit ends it early. */
        WALKED,
        /** The way has the order of the first column; rows that are equal there are sorted among themselves. */
        SORTED_IN_GROUPS,
        /** All matching rows are gathered and sorted; under a limit only the first ones are kept. */
        SORTED
    }

    /** In a few words, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        switch (access) {
            case NOTHING -> text.append("nothing to read in ").append(collection);
            case IDS ->
                text.append(bounded ? "rows of " : "all rows of ")
                        .append(collection)
                        .append(" by id");
            case INDEX ->
                text.append("index on ").append(collection).append('.').append(property);
        }
        if (bounded) {
            text.append(", ").append(ranges).append(ranges == 1 ? " range" : " ranges");
        }
        text.append("; about ").append(estimatedRows).append(estimatedRows == 1 ? " row" : " rows");
        if (filter != null) {
            text.append("; filter ").append(filter);
        }
        text.append(
                switch (order) {
                    case WALKED -> "; in order";
                    case SORTED_IN_GROUPS -> "; sorted where the first column is equal";
                    case SORTED -> limit == null ? "; sorted" : "; the first ones sorted";
                });
        return limit == null
                ? text.toString()
                : text.append("; limit ").append(limit).toString();
    }
}
