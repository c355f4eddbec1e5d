package ankurah.web.internal.tabs;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** A tab that follows, as the one that leads sees it. */
public interface Peer extends JSObject {
    void frame(Int8Array frame);

    /** How a query stands that the tab follows; {@code key} is that of {@link TabSubscription}. */
    void standing(String key, String status, @Nullable JSObject error);

    /** The last call. */
    void closed(int code, String reason);
}
