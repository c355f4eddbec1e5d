package ankurah.core.internal.live;

import ankurah.signals.Action;
import ankurah.signals.Computation;
import ankurah.signals.Computed;
import ankurah.signals.Effect;
import ankurah.signals.Equality;
import ankurah.signals.MutableSignal;
import ankurah.signals.Scope;
import ankurah.signals.SignalException;
import ankurah.signals.SignalGraph;
import ankurah.signals.Source;
import org.jspecify.annotations.Nullable;

/** The graph of a node: whoever enters it comes to the newest position first, see {@link Pulse}. */
final class NodeGraph implements SignalGraph {
    private final Pulse pulse;
    private final SignalGraph inner;

    NodeGraph(Pulse pulse, SignalGraph inner) {
        this.pulse = pulse;
        this.inner = inner;
    }

    @Override
    public <T extends @Nullable Object> MutableSignal<T> signal(T value, Equality<? super T> equality) {
        return new Settable<>(pulse, inner.signal(value, equality));
    }

    @Override
    public <T extends @Nullable Object> Computed<T> computed(Computation<T> computation, Equality<? super T> equality) {
        return new Asked<>(pulse, inner.computed(computation, equality));
    }

    @Override
    public Effect effect(Action action) {
        return new Running(pulse, pulse.in(() -> inner.effect(action)));
    }

    @Override
    public Scope scope() {
        return new Owning(pulse, inner.scope());
    }

    @Override
    public void onClose(Action cleanup) {
        inner.onClose(cleanup);
    }

    @Override
    public Source source(Source.Upstream upstream) {
        return new Outside(pulse, inner.source(upstream));
    }

    @Override
    public void batch(Action action) {
        run(pulse, () -> inner.batch(action));
    }

    @Override
    public <T extends @Nullable Object> T untracked(Computation<T> computation) {
        return inner.untracked(computation);
    }

    @Override
    public void untracked(Action action) {
        inner.untracked(action);
    }

    private static void run(Pulse pulse, Action action) {
        pulse.in(() -> {
            action.run();
            return null;
        });
    }

    /** Closing is for everybody: while somebody else is in the graph, he takes down what was closed. */
    private static void close(Pulse pulse, Action end) {
        try {
            run(pulse, end);
        } catch (SignalException.Busy busy) {
            end.run();
        }
    }

    private record Running(Pulse pulse, Effect inner) implements Effect {
        @Override
        public void close() {
            NodeGraph.close(pulse, inner::close);
        }

        @Override
        public boolean isClosed() {
            return inner.isClosed();
        }

        @Override
        public Effect named(String name) {
            inner.named(name);
            return this;
        }
    }

    private record Settable<T extends @Nullable Object>(Pulse pulse, MutableSignal<T> inner)
            implements MutableSignal<T> {
        @Override
        public T get() {
            return inner.get();
        }

        @Override
        public T peek() {
            return inner.peek();
        }

        @Override
        public void set(T value) {
            run(pulse, () -> inner.set(value));
        }

        @Override
        public void update(Change<T> change) {
            run(pulse, () -> inner.update(change));
        }

        @Override
        public MutableSignal<T> named(String name) {
            inner.named(name);
            return this;
        }
    }

    private record Asked<T extends @Nullable Object>(Pulse pulse, Computed<T> inner) implements Computed<T> {
        @Override
        public T get() {
            return pulse.in(inner::get);
        }

        @Override
        public T peek() {
            return pulse.in(inner::peek);
        }

        @Override
        public Computed<T> named(String name) {
            inner.named(name);
            return this;
        }
    }

    private record Owning(Pulse pulse, Scope inner) implements Scope {
        @Override
        public void run(Action action) {
            NodeGraph.run(pulse, () -> inner.run(action));
        }

        @Override
        public void close() {
            NodeGraph.close(pulse, inner::close);
        }

        @Override
        public boolean isClosed() {
            return inner.isClosed();
        }
    }

    private record Outside(Pulse pulse, Source inner) implements Source {
        @Override
        public void track() {
            inner.track();
        }

        @Override
        public void invalidate() {
            run(pulse, inner::invalidate);
        }

        @Override
        public Source named(String name) {
            inner.named(name);
            return this;
        }
    }
}
