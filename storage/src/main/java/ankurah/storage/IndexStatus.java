package ankurah.storage;

/**
 * An index and how far it is.
 *
 * @param declared whether somebody asked for it by name; otherwise the engine made it because queries would have
 * @param rows how many rows a build has indexed, as far as this process knows; 0 unless it is building
 * @param ofRows about how many rows there are to index; 0 unless it is building
 */
public record IndexStatus(IndexSpec spec, Phase phase, boolean declared, long rows, long ofRows) {

    /** Writes are indexed in the first two phases; queries use the index in the second. */
    public enum Phase {
        BUILDING,
        READY,
        DROPPING
    }

    /** In a few words, for people. */
    @Override
    public String toString() {
        String what = "index on " + spec + (declared ? "" : ", made on demand");
        return switch (phase) {
            case READY -> what;
            case BUILDING -> what + ", being built: " + rows + " of about " + Math.max(rows, ofRows) + " rows";
            case DROPPING -> what + ", being removed";
        };
    }
}
