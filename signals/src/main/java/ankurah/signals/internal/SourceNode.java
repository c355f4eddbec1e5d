package ankurah.signals.internal;

import ankurah.signals.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The place of an outside value. */
final class SourceNode extends Repeating implements Source {
    private final Upstream upstream;
    /** What the present version stands for. */
    private @Nullable Object stamp;

    private boolean toldObserved;

    SourceNode(Graph graph, Upstream upstream) {
        super(graph, SOURCE);
        this.upstream = upstream;
    }

    @Override
    public void track() {
        Graph graph = this.graph;
        Node reader = graph.reader();
        if (reader != null) {
            settle();
            Links.track(graph, reader, this);
        }
    }

    @Override
    public void invalidate() {
        graph.enterToChange("invalidate", this);
        try {
            if ((flags & DIRTY) == 0) {
                flags |= DIRTY;
                graph.changed(this);
            }
        } finally {
            graph.leave();
        }
    }

    /** The outside may be ahead of its invalidations: who reads now has seen what a later one tells of. */
    @Override
    void settle() {
        boolean told = (flags & DIRTY) != 0;
        flags &= ~DIRTY;
        Object now = null;
        try {
            now = upstream.stamp();
        } catch (Throwable error) {
            graph.flush.failed(label(), error);
        }
        if (now == null ? told : !Objects.equals(stamp, now)) {
            version++;
        }
        stamp = now;
    }

    /** Says upstream whether it is observed, if that is another than it was told. */
    void tell() {
        boolean observed = subs != null;
        if (observed != toldObserved) {
            toldObserved = observed;
            if (observed) {
                upstream.observed();
            } else {
                upstream.unobserved();
            }
        }
    }

    @Override
    public Source named(String name) {
        setName(name);
        return this;
    }

    @Override
    String kind() {
        return "source";
    }

    @Override
    public String toString() {
        return label();
    }
}
