package ankurah.web;

import org.teavm.jso.JSExport;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;

/** The functions of the ES module that the browser build is. Each returns a promise, for any of them may suspend. */
public final class Exports {
    private Exports() {}

    /** See {@link Conformance#transcript}. */
    @JSExport
    public static JSPromise<JSString> conformance(String vectors) {
        return JSPromise.callAsync(() -> JSString.valueOf(Conformance.transcript(vectors)));
    }
}
