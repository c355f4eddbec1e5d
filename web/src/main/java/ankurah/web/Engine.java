package ankurah.web;

import ankurah.web.internal.bridge.BridgeNode;
import ankurah.web.internal.bridge.Face;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** The ES module that the npm package is built on: an ephemeral node behind {@link Face}. */
public final class Engine {
    private Engine() {}

    /** Opens a node. */
    @JSExport
    public static JSPromise<JSObject> open(Face.Options options) {
        return BridgeNode.open(options);
    }
}
