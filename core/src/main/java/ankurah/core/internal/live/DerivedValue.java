package ankurah.core.internal.live;

import ankurah.core.LiveValue;
import ankurah.core.ValueListener;
import ankurah.signals.Computation;
import ankurah.signals.Computed;
import ankurah.signals.Effect;
import ankurah.signals.Equality;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A value of live rows. In the graph it is a computed value; outside it is brought forward by who reads it. */
class DerivedValue<T> implements LiveValue<T> {
    private final Pulse pulse;
    private final Computation<T> present;
    private final Equality<? super T> equality;
    private final Set<Watching<T>> watches = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private volatile @Nullable Computed<T> computed;
    /** What it was when it was closed. */
    private volatile @Nullable Last<T> last;

    private record Last<T>(T value) {}

    DerivedValue(Pulse pulse, Computation<T> present, Equality<? super T> equality) {
        this.pulse = pulse;
        this.present = present;
        this.equality = equality;
    }

    final Pulse pulse() {
        return pulse;
    }

    @Override
    public final T get() {
        Last<T> end = last;
        if (end != null) {
            return end.value;
        }
        return pulse.isInside() ? computed().get() : present.compute();
    }

    private T current() {
        Last<T> end = last;
        return end != null ? end.value : present.compute();
    }

    @Override
    public final T peek() {
        return pulse.isInside() ? pulse.graph().untracked(this::get) : get();
    }

    private Computed<T> computed() {
        Computed<T> known = computed;
        if (known == null) {
            known = pulse.graph().computed(this::current, equality);
            computed = known;
        }
        return known;
    }

    @Override
    public final Watch watch(ValueListener<? super T> listener) {
        Watching<T> watching = new Watching<>(watches, listener);
        watches.add(watching);
        if (last != null) {
            watching.close();
        }
        pulse.later(() -> watching.begin(this));
        return watching;
    }

    @Override
    public final void close() {
        watches.forEach(Watching::close);
        if (last == null) {
            last = new Last<>(peek());
        }
    }

    private static final class Watching<T> implements Watch {
        private final Set<Watching<T>> all;
        private final ValueListener<? super T> listener;
        private volatile boolean closed;
        private volatile @Nullable Effect effect;

        Watching(Set<Watching<T>> all, ValueListener<? super T> listener) {
            this.all = all;
            this.listener = listener;
        }

        void begin(DerivedValue<T> value) {
            if (closed) {
                return;
            }
            effect = value.pulse.graph().effect(() -> {
                T now = value.get();
                value.pulse.graph().untracked(() -> tell(now));
            });
            if (closed) {
                close();
            }
        }

        private void tell(T now) {
            if (!closed) {
                listener.onValue(now);
            }
        }

        @Override
        public void close() {
            closed = true;
            all.remove(this);
            Effect running = effect;
            if (running != null) {
                running.close();
            }
        }
    }
}
