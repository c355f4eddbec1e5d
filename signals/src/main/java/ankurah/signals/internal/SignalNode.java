package ankurah.signals.internal;

import ankurah.signals.Equality;
import ankurah.signals.MutableSignal;
import org.jspecify.annotations.Nullable;

/** A signal that is set. Its version counts when it is looked at: set to and fro in a batch, it has not changed. */
final class SignalNode<T extends @Nullable Object> extends Node implements MutableSignal<T> {
    /** In place of a value that was changed in place and is not equal to itself. */
    private static final Object MOVED = new Object();

    private final Equality<? super T> equality;
    /** Read by any thread. */
    private volatile T value;
    /** The value that the present version stands for. The same as the value, but while DIRTY. */
    private @Nullable Object settled;

    SignalNode(Graph graph, T value, Equality<? super T> equality) {
        super(graph, 0);
        this.value = value;
        this.settled = value;
        this.equality = equality;
    }

    @Override
    public T get() {
        Graph graph = this.graph;
        Node reader = graph.reader();
        if (reader != null) {
            if ((flags & DIRTY) != 0) {
                settle();
            }
            Links.track(graph, reader, this);
        }
        return value;
    }

    @Override
    public T peek() {
        return value;
    }

    @Override
    public void set(T next) {
        graph.enterToChange("set", this);
        try {
            put(next);
        } finally {
            graph.leave();
        }
    }

    @Override
    public void update(Change<T> change) {
        graph.enterToChange("update", this);
        try {
            put(graph.untracked(() -> change.apply(value)));
        } finally {
            graph.leave();
        }
    }

    @SuppressWarnings({"unchecked", "NullAway", "ReferenceEquality"}) // not MOVED, hence a T; and the very object
    private void put(T next) {
        if (equality.same(value, next)) {
            return;
        }
        boolean again = (flags & DIRTY) != 0;
        if (again && settled != MOVED && equality.same((T) settled, next)) {
            value = (T) settled;
            return;
        }
        value = next;
        if (next == settled) {
            settled = MOVED;
        }
        if (!again) { // else all is marked already
            flags |= DIRTY;
            graph.changed(this);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // what is equal has not been put there
    void settle() {
        flags &= ~DIRTY;
        Object now = value;
        if (now != settled) {
            settled = now;
            version++;
        }
    }

    @Override
    public MutableSignal<T> named(String name) {
        setName(name);
        return this;
    }

    @Override
    String kind() {
        return "signal";
    }

    @Override
    public String toString() {
        return label();
    }
}
