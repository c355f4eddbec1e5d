package ankurah.web.internal.bridge;

import ankurah.core.Node;
import ankurah.core.UndoManager;
import ankurah.core.Undone;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;

/** What can be undone and redone in turn. */
final class BridgeUndo implements Face.Undo {
    private final UndoManager manager;
    private final Node node;
    private final Calls calls;

    BridgeUndo(UndoManager manager, Node node, Calls calls) {
        this.manager = manager;
        this.node = node;
        this.calls = calls;
    }

    /** The receipt, then an entity and a property by turns. */
    static JSArray<JSObject> flat(Undone undone, Node node, Calls calls) {
        JSArray<JSObject> flat = new JSArray<>();
        flat.push(new BridgeReceipt(undone.receipt(), node, calls));
        undone.left()
                .forEach(left ->
                        flat.push(JSString.valueOf(left.entity().toString()), JSString.valueOf(left.property())));
        return flat;
    }

    @Override
    public boolean canUndo() {
        return manager.canUndo();
    }

    @Override
    public boolean canRedo() {
        return manager.canRedo();
    }

    @Override
    public JSPromise<JSObject> undo() {
        return calls.later("undo", () -> flat(manager.undo(), node, calls));
    }

    @Override
    public JSPromise<JSObject> redo() {
        return calls.later("redo", () -> flat(manager.redo(), node, calls));
    }

    @Override
    public void clear() {
        manager.clear();
    }

    @Override
    public void close() {
        manager.close();
    }
}
