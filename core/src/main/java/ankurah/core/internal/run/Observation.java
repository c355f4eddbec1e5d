package ankurah.core.internal.run;

import ankurah.core.observe.Observed;
import ankurah.core.observe.Observer;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who observes a node. While nobody does, asking costs one read of a field. */
public final class Observation {
    private static final System.Logger LOG = System.getLogger("ankurah.core");

    private final List<Observer> observers = new ArrayList<>();
    private volatile @Nullable Observer observer;

    public void add(Observer more) {
        synchronized (observers) {
            observers.add(more);
            observer = together();
        }
    }

    public void remove(Observer gone) {
        synchronized (observers) {
            observers.remove(gone);
            observer = together();
        }
    }

    private @Nullable Observer together() {
        return observers.size() > 1
                ? new Several(List.copyOf(observers))
                : observers.isEmpty() ? null : observers.get(0);
    }

    /** Whether anybody wants to hear; who makes something to be told asks first. */
    public boolean isOn() {
        return observer != null;
    }

    /** The observer's clock; 0 while there is none. */
    public long nanos() {
        Observer its = observer;
        return its == null ? 0 : its.nanos();
    }

    public void tell(Observed what) {
        Observer its = observer;
        if (its != null) {
            tell(its, what);
        }
    }

    private static void tell(Observer observer, Observed what) {
        try {
            observer.observe(what);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an observer failed", e);
        }
    }

    private record Several(List<Observer> all) implements Observer {
        @Override
        public long nanos() {
            return all.get(0).nanos();
        }

        @Override
        public void observe(Observed what) {
            for (Observer one : all) {
                tell(one, what);
            }
        }
    }
}
