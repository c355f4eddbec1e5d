package ankurah.core.internal.live;

import ankurah.core.ChangeListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** A listener and whether it still wants to hear. */
public final class Subscriber {
    final ChangeListener listener;
    private final AtomicBoolean open = new AtomicBoolean(true);
    /** What waits for it; guarded by the outbox. */
    int waiting;

    public Subscriber(ChangeListener listener) {
        this.listener = listener;
    }

    boolean isOpen() {
        return open.get();
    }

    /** False if it was closed before. */
    boolean end() {
        return open.compareAndSet(true, false);
    }
}
