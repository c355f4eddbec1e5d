package ankurah.core;

/** Whether a node has the latest version of an entity, see {@link Context#freshness}. */
public enum Freshness {
    /** It has every event that the durable node has; its own pending ones may come on top. */
    CURRENT,
    /** The durable node has events that this node lacks, or this node holds nothing of the entity. */
    STALE,
    /** Nobody could be asked. */
    UNKNOWN
}
