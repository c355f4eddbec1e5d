package ankurah.web.internal.bridge;

import ankurah.core.Presence;
import ankurah.core.Present;
import ankurah.event.AnkurahException;
import ankurah.web.internal.run.JsErrors;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSString;

/** A place at an entity, for JavaScript. */
final class BridgePresence implements Face.Presence {
    private final Presence presence;

    private BridgePresence(Presence presence) {
        this.presence = presence;
    }

    static BridgePresence follow(Presence presence, Face.PresenceListener listener) {
        presence.onChange(changed -> tell(changed, listener));
        tell(presence, listener);
        return new BridgePresence(presence);
    }

    private static void tell(Presence presence, Face.PresenceListener listener) {
        JSArray<JSObject> others = new JSArray<>();
        for (Present other : presence.others()) {
            others.push(
                    JSNumber.valueOf((double) other.connection()),
                    JSString.valueOf(other.principal()),
                    JSString.valueOf(other.content()));
        }
        AnkurahException error = presence.error();
        listener.others(others, error == null ? null : JsErrors.of(error));
    }

    @Override
    public @Nullable JSObject show(String content) {
        try {
            presence.show(content);
            return null;
        } catch (AnkurahException e) {
            return JsErrors.of(e);
        }
    }

    @Override
    public void close() {
        presence.close();
    }
}
