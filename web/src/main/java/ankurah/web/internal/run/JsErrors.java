package ankurah.web.internal.run;

import ankurah.event.AnkurahException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** Errors as they cross between Java and JavaScript: an Error there with the code, the category and whether to try again. */
public final class JsErrors {
    /** The engine says that a write failed, and the disk why. */
    private static final String WRITE_FAILED = "storage.failed";

    private JsErrors() {}

    /** An error as JavaScript has it. */
    public static JSObject of(Throwable error) {
        if (error instanceof AnkurahException known) {
            if (reason(known) != known) {
                return of(reason(known));
            }
            return error(
                    known.code(),
                    known.category().name().toLowerCase(Locale.ROOT),
                    known.retryable(),
                    String.valueOf(known.getMessage()));
        }
        return of(new AnkurahException.Fault("web.bug", "this should not happen: " + error));
    }

    /** What a program can tell its user of an error: why the disk did not take a write, if it is that. */
    public static AnkurahException reason(AnkurahException error) {
        return error.code().equals(WRITE_FAILED) && error.getCause() instanceof AnkurahException cause ? cause : error;
    }

    /** What the promise gives; suspends until then. */
    static <T> T awaited(JSPromise<T> promise) {
        JSObject settled = Suspension.await(settled(promise));
        String code = code(settled);
        if (code != null) {
            AnkurahException.Category category = AnkurahException.Category.valueOf(category(settled));
            throw AnkurahException.of(category, code, message(settled), null);
        }
        if (hasFailed(settled)) {
            throw new AnkurahException.Fault("web.host_failed", message(settled));
        }
        return value(settled);
    }

    @JSBody(
            params = {"code", "category", "retryable", "message"},
            script =
                    "var e = new Error(message); e.code = code; e.category = category; e.retryable = retryable; return e;")
    private static native JSObject error(String code, String category, boolean retryable, String message);

    @JSBody(
            params = "promise",
            script = "return promise.then(function(v) { return {v: v}; }, function(e) {"
                    + " return {c: e && e.category ? String(e.code) : null,"
                    + " k: e && e.category ? e.category.toUpperCase() : 'FAULT', m: String(e && e.message || e)}; });")
    private static native JSPromise<JSObject> settled(JSPromise<?> promise);

    @JSBody(params = "settled", script = "return settled.m !== undefined;")
    private static native boolean hasFailed(JSObject settled);

    @JSBody(params = "settled", script = "return settled.c === undefined ? null : settled.c;")
    private static native @Nullable String code(JSObject settled);

    @JSBody(params = "settled", script = "return settled.k;")
    private static native String category(JSObject settled);

    @JSBody(params = "settled", script = "return settled.m;")
    private static native String message(JSObject settled);

    @SuppressWarnings("TypeParameterUnusedInFormals") // what the promise was of; the one caller says the same
    @JSBody(params = "settled", script = "return settled.v;")
    private static native <T> T value(JSObject settled);
}
