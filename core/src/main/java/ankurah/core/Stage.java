package ankurah.core;

/** How far a commit has come. */
public enum Stage {
    /** This node holds it and shows it. */
    LOCAL,
    /** A durable node has judged and stored it. */
    ACCEPTED
}
