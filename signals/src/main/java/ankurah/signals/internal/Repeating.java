package ankurah.signals.internal;

import ankurah.signals.SignalException;
import ankurah.signals.SignalGraph;

/** A node that acts on the outside, and so may cause itself to act again. */
abstract class Repeating extends Node {
    private int batch;
    private short times;

    Repeating(Graph graph, int flags) {
        super(graph, flags);
    }

    /** Whether it may act once more in this batch. */
    final boolean mayAct(int present) {
        if (batch != present) {
            batch = present;
            times = 0;
        }
        return times++ < SignalGraph.RUNS_PER_BATCH;
    }

    final SignalException runaway() {
        return new SignalException.Runaway(label(), SignalGraph.RUNS_PER_BATCH);
    }
}
