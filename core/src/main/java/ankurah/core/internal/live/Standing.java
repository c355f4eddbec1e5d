package ankurah.core.internal.live;

import ankurah.core.LiveState;
import ankurah.core.LiveValue;
import ankurah.signals.Computation;
import ankurah.signals.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a live query stands, for its node's graph. What the graph shows goes on with the graph's position and not before, so
 * that nobody there reads of rows that are not yet to be seen.
 */
public final class Standing implements Pulse.Pulsed {
    private final Pulse pulse;
    private final String name;
    private final Computation<LiveState> present;
    private final LiveValue<LiveState> signal;
    private volatile @Nullable Source source;
    /** What the graph shows; null while that is how it stands now. */
    private volatile @Nullable LiveState shown;

    /** @param present how it stands now; it may be asked under any lock */
    public Standing(Pulse pulse, String name, Computation<LiveState> present) {
        this.pulse = pulse;
        this.name = name;
        this.present = present;
        this.signal = new DerivedValue<>(pulse, this::read, Objects::equals);
    }

    public LiveValue<LiveState> signal() {
        return signal;
    }

    /** How it stands: to who is in the graph, at its position. */
    public LiveState read() {
        if (!pulse.isInside()) {
            return present.compute();
        }
        source().track();
        return Objects.requireNonNull(shown, "set before the source");
    }

    /** It may stand otherwise now. By any thread, under any lock but the graph's. */
    public void changed() {
        if (source != null) {
            pulse.touch(this);
        }
    }

    private Source source() {
        Source known = source;
        if (known == null) {
            known = makeSource();
            // What has changed while it was made was not heard of.
            pulse.touch(this);
        }
        return known;
    }

    private synchronized Source makeSource() {
        Source known = source;
        if (known == null) {
            pulse.between(this::hold);
            known = pulse.graph()
                    .source(new Source.Upstream() {
                        @Override
                        public @Nullable Object stamp() {
                            return shown;
                        }
                    })
                    .named("status of live " + name);
            source = known;
        }
        return known;
    }

    /**
     * The rows go on without the graph, and how the query will stand with them is not for the graph to see. Under the reactor's
     * lock, before it stands otherwise.
     */
    public void hold() {
        if (shown == null) {
            shown = present.compute();
        }
    }

    /** The graph has come to the rows. Under the reactor's lock. */
    public void release() {
        if (source == null) {
            shown = null;
        }
    }

    @Override
    public void goOn() {
        shown = present.compute();
    }

    @Override
    public void tell() {
        Source known = source;
        if (known != null) {
            known.invalidate();
        }
    }
}
