package ankurah.web.internal.run;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** What browsers and node have in common. */
public final class Js {
    private Js() {}

    /** Something to do later. */
    @JSFunctor
    public interface Callback extends JSObject {
        void call();
    }

    @JSBody(
            params = {},
            script = "return Date.now();")
    public static native double wallMillis();

    @JSBody(
            params = {},
            script = "return performance.now();")
    public static native double monotonicMillis();

    /** Strong random bytes; at most 65,536 in one call. */
    @JSBody(params = "into", script = "crypto.getRandomValues(into);")
    public static native void random(Int8Array into);

    @JSBody(
            params = {"callback", "millis"},
            script = "return setTimeout(callback, millis);")
    public static native JSObject timeout(Callback callback, double millis);

    @JSBody(params = "timeout", script = "clearTimeout(timeout);")
    public static native void cancel(JSObject timeout);

    @JSBody(params = "message", script = "console.error('ankurah: ' + message);")
    public static native void complain(String message);
}
