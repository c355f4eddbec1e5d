package ankurah.web.internal.bridge;

import ankurah.core.Node;
import ankurah.core.Receipt;
import ankurah.core.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** What became of a transaction that JavaScript made. */
final class BridgeReceipt implements Face.Receipt {
    /** Longer than any page lives; whoever does not want to wait stops waiting in JavaScript. */
    private static final Duration LONG = Duration.ofDays(3650);

    private final Receipt<?> receipt;
    private final Node node;
    private final Calls calls;

    BridgeReceipt(Receipt<?> receipt, Node node, Calls calls) {
        this.receipt = receipt;
        this.node = node;
        this.calls = calls;
    }

    @Override
    public @Nullable String commit() {
        return receipt.commitId().map(Object::toString).orElse(null);
    }

    @Override
    public JSPromise<JSObject> undo() {
        return calls.later("undo", () -> BridgeUndo.flat(node.context().undo(receipt), node, calls));
    }

    @Override
    public JSPromise<JSObject> accepted() {
        return calls.later("accepted", () -> {
            receipt.await(Stage.ACCEPTED, LONG);
            return null;
        });
    }
}
