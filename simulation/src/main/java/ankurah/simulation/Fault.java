package ankurah.simulation;

/** What can befall a system. */
public enum Fault {
    /** A client's connections break; what is under way behind some frame is lost. */
    CUT,
    /** The same, and the server goes on believing in its end for up to 100 s. */
    HALF_CUT,
    /** Nothing comes through to or from a client for a while, and no connection is made. */
    PARTITION,
    /** A client reads nothing for a while. */
    GREEDY,
    /** What comes to a client takes long to be read, a frame at a time, for a while. */
    SLOW,
    /** A client's process is gone, with what its disk had not synced, and a new one begins. */
    CLIENT_CRASH,
    /** A client is closed, and a new one begins. */
    CLIENT_RESTART,
    /** The server's process is gone, with what its disk had not synced, and a new one begins. */
    SERVER_CRASH,
    /** The server is closed and opened again. */
    SERVER_RESTART,
    /** A sync of the server's disk fails, which stops the node; a new one begins. */
    SYNC_FAILURE,
    /** A sync of a client's disk fails, which stops the node; a new one begins. */
    CLIENT_SYNC_FAILURE,
    /** The server begins again from an older copy of its disk. */
    RESTORE,
    /** The clock of a node goes wrong by up to an hour, either way. */
    SKEW,
    /** The clock of a node jumps to the year 2100 for a while. */
    CENTURY,
    /** The server begins again with another version of the policy. */
    POLICY,
    /** Whatever a participant waits for at the moment, and until it has done what it does, is interrupted. */
    INTERRUPT,
    /** A client, or the server, begins again with another release of the program, which may declare other models. */
    RELEASE
}
