package ankurah.web.internal.run;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** {@link Suspension} by generators of the host: what is called here does not exist, and is exchanged behind the compiler. */
public final class HostSuspension {
    private HostSuspension() {}

    public static @Nullable JSObject await(JSPromise<?> promise) {
        return yielded(promise);
    }

    public static void begin(Coroutines coroutines) {
        begun(coroutines);
    }

    @JSBody(params = "promise", script = "return ankurahYield(promise);")
    private static native @Nullable JSObject yielded(JSObject promise);

    @JSBody(
            params = "coroutines",
            script = "ankurahBegin(javaMethods.get('ankurah.web.internal.run.HostSuspension"
                    + ".work(Lankurah/web/internal/run/Coroutines;)V').invoke(coroutines));")
    private static native void begun(Coroutines coroutines);

    private static void work(Coroutines coroutines) {
        coroutines.work();
    }
}
