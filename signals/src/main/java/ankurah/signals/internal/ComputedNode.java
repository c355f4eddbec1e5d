package ankurah.signals.internal;

import ankurah.signals.Computation;
import ankurah.signals.Computed;
import ankurah.signals.Equality;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A computed value. */
final class ComputedNode<T extends @Nullable Object> extends Node implements Computed<T> {
    /** In place of a value before the first run. */
    private static final Object NONE = new Object();

    final Computation<T> computation;
    private final Equality<? super T> equality;

    /** The value, or with FAILED what was thrown. */
    @Nullable
    Object value = NONE;
    /** While it is not observed: the epoch in which it was last found or made current. */
    int lookedAt;

    ComputedNode(Graph graph, Computation<T> computation, Equality<? super T> equality) {
        super(graph, COMPUTED | DIRTY);
        this.computation = computation;
        this.equality = equality;
    }

    @Override
    public T get() {
        Graph graph = this.graph;
        if (!graph.isMine()) {
            return peek();
        }
        Pull.refresh(graph, this);
        Node reader = graph.context.reader();
        if (reader != null) {
            Links.track(graph, reader, this);
        }
        return result();
    }

    @Override
    public T peek() {
        graph.enter();
        try {
            Pull.refresh(graph, this);
        } finally {
            graph.leave();
        }
        return result();
    }

    /** Whether a result is the same as the one before. */
    @SuppressWarnings({"unchecked", "NullAway"}) // neither NONE nor a failure, hence a T, and null only if T may be
    boolean isSame(T result) {
        Object before = value;
        return before != NONE && (flags & FAILED) == 0 && equality.same((T) before, result);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what a run has put there, null only if T may be
    private T result() {
        if ((flags & FAILED) != 0) {
            throw Errors.again((Throwable) Objects.requireNonNull(value));
        }
        return (T) value;
    }

    @Override
    public Computed<T> named(String name) {
        setName(name);
        return this;
    }

    @Override
    String kind() {
        return "computed";
    }

    @Override
    public String toString() {
        return label();
    }
}
