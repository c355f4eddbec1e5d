package ankurah.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query will do.
 *
 * @param access the way to the rows
 * @param indexes the index walked; several for a union; none for the others
 * @param ranges how many stretches of the way are walked; one when it is walked whole
 * @param merged how many walks are merged into the order; 1 where nothing is merged
 * @param backward whether the way is walked from its end
 * @param bounded whether the predicate narrows the way at all
 * @param estimatedRows about how many rows lie on the way; a limit may end the walk earlier
 * @param order where the order comes from
 * @param limit the query's limit
 * @param filter the predicate every row is still tested with, as AnkQL; null when all rows match
 * @param real what a run met; null if the query was not run
 * @param unfinished the indexes of the collection that queries cannot use yet, or no longer
 */
public record Plan(
        String collection,
        Access access,
        List<IndexSpec> indexes,
        int ranges,
        int merged,
        boolean backward,
        boolean bounded,
        long estimatedRows,
        Order order,
        @Nullable Integer limit,
        @Nullable String filter,
        @Nullable Real real,
        List<IndexStatus> unfinished) {

    public Plan {
        indexes = List.copyOf(indexes);
        unfinished = List.copyOf(unfinished);
    }

    /** A way to the rows. */
    public enum Access {
        /** No row can match, or the collection has none. */
        NOTHING,
        /** The rows themselves, in the order of their ids. */
        IDS,
        /** An index, and from each entry its row. */
        INDEX,
        /** Several indexes one after the other, each for one part of an OR; a row that lies on two is given once. */
        UNION
    }

    /** Where the order comes from. */
    public enum Order {
        /** The way already has the order; a limit ends it early. */
        WALKED,
        /** The way has the order of the first columns; rows that are equal there are sorted among themselves. */
        SORTED_IN_GROUPS,
        /** All matching rows are gathered and sorted; under a limit only the first ones are kept. */
        SORTED
    }

    /**
     * What a run met.
     *
     * @param looked the rows that were read; null where the reader may not know
     * @param given the rows that were given
     */
    public record Real(@Nullable Long looked, long given) {}

    public Plan with(Real met) {
        return new Plan(
                collection,
                access,
                indexes,
                ranges,
                merged,
                backward,
                bounded,
                estimatedRows,
                order,
                limit,
                filter,
                met,
                unfinished);
    }

    public Plan with(List<IndexStatus> notReady) {
        return new Plan(
                collection,
                access,
                indexes,
                ranges,
                merged,
                backward,
                bounded,
                estimatedRows,
                order,
                limit,
                filter,
                real,
                notReady);
    }

    /** In a few words, for people: a line for the plan, one for the run, one for each unfinished index. */
    @Override
    public String toString() {
        return PlanText.of(this);
    }
}
