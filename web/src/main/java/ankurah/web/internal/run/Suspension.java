package ankurah.web.internal.run;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/**
 * What suspends, and what begins something that may. The compiler can write both in its own way, in which each method that may
 * suspend is written so that it can be left and entered anew; or, where {@code ankurah.web.internal.compiler.Generators} is asked
 * for, in the host's, which is half as much code.
 */
final class Suspension {
    private Suspension() {}

    /** What the promise gives; suspends until then. */
    static <T extends @Nullable JSObject> T await(JSPromise<T> promise) {
        return promise.await();
    }

    /** Begins to work, later. */
    static void begin(Coroutines coroutines) {
        new Thread(coroutines::work).start();
    }
}
