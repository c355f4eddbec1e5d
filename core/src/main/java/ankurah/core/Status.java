package ankurah.core;

/** How far the rows of a live query can be trusted. */
public enum Status {
    /** It shows what this node holds; no durable node has confirmed it since it was opened or the connection was lost. */
    LOCAL,
    /** It shows what the durable node says belongs to it, with this node's own pending commits on top. */
    LIVE,
    /** The durable node refused it; it follows nothing any more, and {@link LiveQuery#error} says why. */
    FAILED,
    CLOSED
}
