package ankurah.web.internal.bridge;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.LiveState;
import ankurah.core.Node;
import ankurah.core.Subscription;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.signals.Effect;
import ankurah.web.internal.run.JsErrors;
import ankurah.web.internal.tabs.TabSubscription;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;

/** A live query that JavaScript follows: its rows at the start, then what each change does to them. */
final class BridgeLive implements Face.Live {
    private final Calls calls;
    private final LiveQuery live;
    private final Face.Listener listener;
    private final Subscription subscription;
    private @Nullable Effect status;
    private boolean closed;

    private BridgeLive(Calls calls, LiveQuery live, Face.Listener listener) {
        this.calls = calls;
        this.live = live;
        this.listener = listener;
        this.subscription = live.subscribe(this::changed);
    }

    static BridgeLive follow(Calls calls, Node node, LiveQuery live, Face.Listener listener) {
        BridgeLive bridge = new BridgeLive(calls, live, listener);
        bridge.begin(node);
        return bridge;
    }

    /** The status is told by the node's signals, which hear of a commit when the listeners have. */
    private void begin(Node node) {
        listener.rows(JsValues.rows(subscription.initial()));
        node.dispatch(() -> {
            if (!closed) {
                status = node.signals().effect(() -> tell(live.state().get()));
            }
        });
    }

    private void tell(LiveState state) {
        JSObject error = state.error().map(JsErrors::of).orElse(null);
        listener.status(state.status().name().toLowerCase(Locale.ROOT), error);
    }

    private void changed(ChangeSet set) {
        JSArray<JSObject> changes = new JSArray<>();
        for (Change change : set.changes()) {
            Entity row = change.row();
            JSString id = JSString.valueOf(change.id().toString());
            changes.push(
                    JSNumber.valueOf(change.oldIndex()),
                    JSNumber.valueOf(change.newIndex()),
                    id,
                    row == null ? null : JsValues.row(id, row));
        }
        listener.changes(changes);
    }

    @Override
    public JSPromise<JSObject> update(String ankql, JSArray<JSObject> values) {
        return calls.later("select", () -> {
            Query query = AnkQl.parse(ankql).bind(JsValues.values(values));
            live.update(query);
            return null;
        });
    }

    @Override
    public String key() {
        return TabSubscription.key(live.collection(), QueryText.of(live.query()));
    }

    @Override
    public JSPromise<JSObject> close() {
        return calls.later("close a query", () -> {
            closed = true;
            if (status != null) {
                status.close();
            }
            live.close();
            return null;
        });
    }
}
