package ankurah.web.internal.bridge;

import ankurah.web.internal.run.Coroutines;
import ankurah.web.internal.run.JsErrors;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** The two ways from JavaScript into Java: one that may wait, and one that may not. */
record Calls(Coroutines coroutines) {

    /** What a call does. */
    interface Call {
        @Nullable
        JSObject run();
    }

    JSPromise<JSObject> later(String name, Call call) {
        return new JSPromise<>((resolve, reject) -> coroutines.start(name, () -> {
            JSObject value;
            try {
                value = call.run();
            } catch (RuntimeException | Error e) {
                reject.accept(JsErrors.of(e));
                return;
            }
            resolve.accept(value);
        }));
    }

    @Nullable
    JSObject now(Call call) {
        return coroutines.called(() -> {
            try {
                return call.run();
            } catch (RuntimeException | Error e) {
                return JsErrors.of(e);
            }
        });
    }
}
