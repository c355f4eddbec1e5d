package ankurah.web.internal.bridge;

import ankurah.core.Node;
import ankurah.core.Receipt;
import ankurah.core.TextMirror;
import ankurah.event.AnkurahException;
import ankurah.web.internal.run.JsErrors;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Int8Array;

/** A text that JavaScript edits in a document of its own Yjs. */
final class BridgeText implements Face.Text {
    private final TextMirror mirror;
    private final Node node;
    private final Calls calls;

    private BridgeText(TextMirror mirror, Node node, Calls calls) {
        this.mirror = mirror;
        this.node = node;
        this.calls = calls;
    }

    /** In a context of its own, so that what is typed is left to the undo of the editor. */
    static BridgeText open(
            Node node, Calls calls, String id, String property, int commitMillis, Face.TextListener listener) {
        TextMirror mirror =
                node.context().mirror(JsValues.id(id), property, Duration.ofMillis(commitMillis), telling(listener));
        return new BridgeText(mirror, node, calls);
    }

    private static TextMirror.Listener telling(Face.TextListener listener) {
        return new TextMirror.Listener() {
            @Override
            public void updated(byte[] update) {
                listener.updated(Int8Array.copyFromJavaArray(update));
            }

            @Override
            public void replaced(long client, byte[] document, @Nullable AnkurahException reason) {
                listener.replaced(
                        (double) client,
                        Int8Array.copyFromJavaArray(document),
                        reason == null ? null : JsErrors.of(reason));
            }
        };
    }

    @Override
    public double client() {
        return (double) mirror.client();
    }

    @Override
    public Int8Array document() {
        return Int8Array.copyFromJavaArray(mirror.document());
    }

    @Override
    public @Nullable JSObject apply(Int8Array update) {
        return calls.now(() -> {
            mirror.apply(update.copyToJavaArray());
            return null;
        });
    }

    @Override
    public boolean isEdited() {
        return mirror.isEdited();
    }

    @Override
    public JSPromise<JSObject> flush() {
        return calls.later("commit a text", () -> {
            Receipt<@Nullable Void> receipt = mirror.flush();
            return new BridgeReceipt(receipt, node, calls);
        });
    }

    @Override
    public JSPromise<JSObject> close() {
        return calls.later("close a text", () -> {
            mirror.close();
            return null;
        });
    }
}
