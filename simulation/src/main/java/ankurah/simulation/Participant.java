package ankurah.simulation;

import ankurah.core.Context;

/** A client, or the program beside the server, that reads and writes. */
public interface Participant {
    /** Stays the same when the participant crashes and comes back; the name of its principal as well. */
    String name();

    /** Whether it writes at the server itself. */
    boolean isServer();

    /**
     * Counts its lives. What it wrote in an earlier one may have been lost before anybody else knew of it. One that has a store
     * has one life, however often its process ends.
     */
    int life();

    /** Reads and writes; the simulation follows what becomes of every commit. */
    Context context();
}
