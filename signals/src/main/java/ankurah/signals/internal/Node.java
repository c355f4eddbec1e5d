package ankurah.signals.internal;

import org.jspecify.annotations.Nullable;

/**
 * A place in the graph: something that is read (signal, source), that reads (effect), or both (computed). Which, is told
 * by its flags, since the walks through the graph must not pay for asking the class.
 */
abstract class Node {
    /** A signal: set, and not looked at since. A computed or effect: must run, whatever its dependencies say. */
    static final int DIRTY = 1;
    /** Something it depends on may have changed. All observed nodes that depend on it are marked as well. */
    static final int CHECK = 2;
    /** Its result must not be kept: it came of a cycle, or of an exhausted machine. */
    static final int UNCACHED = 4;
    /** Its computation has begun and not ended. */
    static final int RUNNING = 8;
    /** A walk is looking at what it depends on. */
    static final int CHECKING = 16;
    /** The walk came to it by a link that it has noted; else by the first of its readers. */
    static final int NOTED = 1024;
    /** An effect depends on it; what it reads has it in the lists of readers. Effects are so from their beginning. */
    static final int OBSERVED = 32;
    /** An effect that waits in the queue. */
    static final int QUEUED = 64;
    /** Its running computation has been found to lead to itself. */
    static final int CYCLIC = 128;
    /** Its value is what the computation threw. */
    static final int FAILED = 256;
    /** A source that waits to hear whether it is observed. */
    static final int UNTOLD = 512;

    static final int COMPUTED = 1 << 16;
    static final int EFFECT = 1 << 17;
    static final int SOURCE = 1 << 18;

    static final int MARKED = DIRTY | CHECK;

    final Graph graph;
    int flags;
    /** Counts changes of the value. Links compare it for equality only, so it may wrap around. */
    int version;
    /** The number of the run that read it last, so that reading it twice in a run makes one link. */
    int readBy;
    /** How many links of its list the present run has met so far; the last of them is {@link #cursor}. */
    int met;

    @Nullable
    Link subs;

    @Nullable
    Link lastSub;

    @Nullable
    Link deps;

    @Nullable
    Link cursor;

    private @Nullable String name;

    Node(Graph graph, int flags) {
        this.graph = graph;
        this.flags = flags;
    }

    final void setName(String name) {
        this.name = '"' + name + '"';
    }

    /** For messages: the kind and the name, or else a number, in the order in which they were asked for. */
    final String label() {
        String present = name;
        if (present == null) {
            present = Integer.toString(graph.nextNumber());
            name = present;
        }
        return kind() + " " + present;
    }

    abstract String kind();

    /** Makes {@link #version} tell of what happened since it was last called. For signals and sources. */
    void settle() {}
}
