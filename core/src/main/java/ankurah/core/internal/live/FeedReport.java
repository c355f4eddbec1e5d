package ankurah.core.internal.live;

/**
 * What keeping one selection current has come to, for whoever looks inside.
 *
 * @param query in AnkQL, with its values
 * @param guarded whether a policy takes rows out of it
 * @param windows how many look at it
 * @param shown how many rows it has
 * @param held how many are kept, with those behind a limit
 * @param steps how often a commit was followed, at the cost of what it changed
 * @param looked how many changed rows these steps looked at
 * @param told how many changes of rows came of it
 * @param reads how often the whole query was run, the first time included
 * @param number the log position of the last of these
 * @param reason why that was
 */
public record FeedReport(
        String collection,
        String query,
        boolean guarded,
        int windows,
        int shown,
        int held,
        long steps,
        long looked,
        long told,
        long reads,
        long number,
        String reason) {}
