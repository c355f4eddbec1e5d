package ankurah.web;

import ankurah.web.internal.disk.HostDisk;
import ankurah.web.internal.disk.PagedStore;
import ankurah.web.internal.run.Coroutines;
import ankurah.web.internal.run.JsErrors;
import ankurah.web.internal.run.WriteLock;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;

/** The functions of the ES module that checks the browser build. Each returns a promise, for any of them may suspend. */
public final class Exports {
    /** Short, so that pages are written often. */
    private static final int JOURNAL_BYTES = 8 << 10;

    private Exports() {}

    /** A disk that can be opened again and again. */
    public interface Disks extends JSObject {
        JSPromise<HostDisk> open();
    }

    /** See {@link Conformance#transcript}. */
    @JSExport
    public static JSPromise<JSString> conformance(String vectors) {
        return promised(new Coroutines(), () -> Conformance.transcript(vectors));
    }

    /** {@link Conformance#store} of a disk. */
    @JSExport
    public static JSPromise<JSString> store(Disks disks) {
        Coroutines coroutines = new Coroutines();
        return promised(
                coroutines,
                () -> Conformance.store(
                        () -> PagedStore.open(coroutines.awaited(disks.open()), coroutines, JOURNAL_BYTES),
                        new WriteLock(coroutines)));
    }

    private static JSPromise<JSString> promised(Coroutines coroutines, Writing writing) {
        return new JSPromise<>((resolve, reject) -> coroutines.start("transcript", () -> {
            try {
                resolve.accept(JSString.valueOf(writing.transcript()));
            } catch (RuntimeException | Error e) {
                reject.accept(JsErrors.of(e));
            }
        }));
    }

    /** What may suspend is called by no interface of the class library. */
    private interface Writing {
        String transcript();
    }
}
