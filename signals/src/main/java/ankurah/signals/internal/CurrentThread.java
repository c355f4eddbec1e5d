package ankurah.signals.internal;

import ankurah.signals.Strand;

/** The running thread; in the browser the class library makes that the running coroutine. Nothing else is asked of it. */
public final class CurrentThread implements Strand {
    @Override
    public Object current() {
        return Thread.currentThread();
    }
}
