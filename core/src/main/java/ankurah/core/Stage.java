package ankurah.core;

/** How far a commit has come. */
public enum Stage {
    /** This node has stored it and shows it; over a store that syncs, it survives the end of the process. */
    LOCAL,
    /** A durable node has judged and stored it. */
    ACCEPTED
}
