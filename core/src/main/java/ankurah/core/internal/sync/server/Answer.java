package ankurah.core.internal.sync.server;

/** Something that takes several messages, made one at a time as the network takes them. */
interface Answer {
    /** Sends the next message; false when that was the last. */
    boolean step(Outgoing out);
}
