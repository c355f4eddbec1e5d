package ankurah.web.internal.bridge;

import ankurah.core.Catalog;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Platform;
import ankurah.core.Receipt;
import ankurah.core.Rejection;
import ankurah.core.ResultPage;
import ankurah.core.Scheduler;
import ankurah.core.Stage;
import ankurah.core.SyncStatus;
import ankurah.core.Transaction;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.Query;
import ankurah.signals.Effect;
import ankurah.storage.EngineOptions;
import ankurah.storage.IndexLimits;
import ankurah.storage.OrderedEngine;
import ankurah.storage.StorageEngine;
import ankurah.web.internal.disk.HostDisk;
import ankurah.web.internal.disk.PagedStore;
import ankurah.web.internal.net.HostConnector;
import ankurah.web.internal.run.Coroutines;
import ankurah.web.internal.run.JsErrors;
import ankurah.web.internal.run.WriteLock;
import ankurah.web.internal.tabs.Followers;
import ankurah.web.internal.tabs.Peer;
import ankurah.web.internal.tabs.TabSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.Int8Array;

/** An ephemeral node for JavaScript. */
public final class BridgeNode implements Face.Node {
    private static final int MOST_REFUSED = 1_000;
    private static final Duration LEADER = Duration.ofDays(3650);

    private final Coroutines coroutines;
    private final Calls calls;
    private final Node node;
    private final Face.Options options;
    /** Why commits were taken back, newest last. */
    private final Map<String, AnkurahException> refused;

    private @Nullable Followers followers;
    private @Nullable Effect status;
    private @Nullable Context context;
    private boolean closed;

    private BridgeNode(
            Coroutines coroutines, Node node, Face.Options options, SequencedMap<String, AnkurahException> refused) {
        this.refused = refused;
        this.coroutines = coroutines;
        this.calls = new Calls(coroutines);
        this.node = node;
        this.options = options;
    }

    /** Opens a node; the promise is kept when what is stored is there, connected or not. */
    public static JSPromise<JSObject> open(Face.Options options) {
        Coroutines coroutines = new Coroutines();
        return new Calls(coroutines).later("open", () -> open(options, coroutines));
    }

    private static BridgeNode open(Face.Options options, Coroutines coroutines) {
        Platform platform = coroutines.platform();
        LinkedHashMap<String, AnkurahException> refused = new LinkedHashMap<>();
        HostConnector connector = new HostConnector(options.sockets(), options.url(), coroutines);
        NodeOptions nodeOptions = NodeOptions.defaults()
                .withMeetMillis(options.meetMillis())
                .withRetry(options.firstRetryMillis(), options.maxRetryMillis())
                .withCredentials(() -> credential(options, coroutines))
                .withRejectionListener(rejection -> {
                    remember(refused, rejection);
                    rejected(options, rejection);
                });
        HostDisk disk = options.disk();
        Node node = disk == null
                ? Node.ephemeral(connector, nodeOptions, platform)
                : Node.ephemeral(connector, storage(disk, coroutines), nodeOptions, platform);
        BridgeNode bridge = new BridgeNode(coroutines, node, options, refused);
        bridge.tellStatus();
        return bridge;
    }

    private static StorageEngine storage(HostDisk disk, Coroutines coroutines) {
        Platform platform = coroutines.platform();
        EngineOptions engine = EngineOptions.of(platform.random(), platform.sha256())
                .withExclusion(new WriteLock(coroutines))
                .withIndexes(IndexLimits.DECLARED_ONLY);
        return OrderedEngine.open(PagedStore.open(disk, coroutines), engine);
    }

    private static @Nullable String credential(Face.Options options, Coroutines coroutines) {
        JSObject credential = coroutines.awaited(options.credential());
        return credential == null ? null : ((JSString) credential).stringValue();
    }

    private static void remember(SequencedMap<String, AnkurahException> refused, Rejection rejection) {
        refused.put(rejection.commit().id().toString(), rejection.reason());
        if (refused.size() > MOST_REFUSED) {
            refused.remove(refused.keySet().iterator().next());
        }
    }

    private static void rejected(Face.Options options, Rejection rejection) {
        Set<EntityId> written = new LinkedHashSet<>();
        for (Event event : rejection.commit().events()) {
            written.add(event.entity());
        }
        JSArray<JSObject> entities = new JSArray<>();
        written.forEach(id -> entities.push(JSString.valueOf(id.toString())));
        options.rejected(
                rejection.commit().id().toString(),
                rejection.refused().toString(),
                entities,
                JsErrors.of(rejection.reason()));
    }

    private void tellStatus() {
        node.dispatch(() -> {
            if (!closed) {
                status = node.signals().effect(() -> tell(node.syncStatus().get()));
            }
        });
    }

    private void tell(SyncStatus now) {
        options.status(
                now.state().name().toLowerCase(Locale.ROOT),
                now.pendingCommits(),
                (double) now.sinceMillis(),
                (double) now.retryMillis(),
                now.error() == null ? null : JsErrors.of(now.error()));
    }

    private static Query query(String ankql, JSArray<JSObject> values) {
        return AnkQl.parse(ankql).bind(JsValues.values(values));
    }

    @Override
    public JSPromise<JSObject> declare(JSArray<JSObject> model) {
        return calls.later("declare", () -> {
            // Not by a context, which needs to know the system: a page says what it uses before it has met any.
            Backend backend = node.backend();
            Catalog stored = backend.settled(backend.reactor().catalog());
            backend.declarations().declare(Models.read(model), stored, backend.indexes());
            return null;
        });
    }

    @Override
    public JSPromise<JSObject> transact(Face.Body body) {
        return calls.later("transact", () -> new BridgeReceipt(transact(remembered(), body), node, calls));
    }

    /** The one context of all transactions, because undo managers remember those of one; another when somebody else signs in. */
    private Context remembered() {
        Context made = node.context();
        Context before = context;
        if (before != null && before.principal().equals(made.principal())) {
            return before;
        }
        context = made;
        return made;
    }

    /** A body that needs an entity which is not held here runs again, in a transaction that has asked for it. */
    private Receipt<?> transact(Context context, Face.Body body) {
        Set<EntityId> wanted = new LinkedHashSet<>();
        while (true) {
            @Nullable EntityId[] missed = new EntityId[1];
            Receipt<?> receipt = context.run(tx -> {
                for (EntityId id : wanted) {
                    Optional<Entity> _ = tx.find(id);
                }
                missed[0] = run(tx, body);
            });
            if (missed[0] == null || !wanted.add(missed[0])) {
                return receipt;
            }
        }
    }

    private @Nullable EntityId run(Transaction tx, Face.Body body) {
        BridgeTx bridge = new BridgeTx(tx, calls);
        JSObject whole = coroutines.calling(() -> body.run(bridge));
        boolean commits = ((JSBoolean) coroutines.awaited(JSPromise.resolve(whole))).booleanValue();
        if (!commits) {
            tx.rollback();
        }
        return commits ? null : bridge.missed();
    }

    @Override
    public JSPromise<JSObject> presence(String id, Face.PresenceListener listener) {
        return calls.later(
                "presence", () -> BridgePresence.follow(node.backend().presence(JsValues.id(id)), listener));
    }

    @Override
    public JSPromise<JSObject> find(String id) {
        return calls.later(
                "find",
                () -> node.context().find(JsValues.id(id)).map(JsValues::row).orElse(null));
    }

    @Override
    public JSPromise<JSObject> query(String collection, String ankql, JSArray<JSObject> values) {
        return calls.later("query", () -> JsValues.rows(node.context().query(collection, query(ankql, values))));
    }

    @Override
    public JSPromise<JSObject> count(String collection, String ankql, JSArray<JSObject> values) {
        return calls.later(
                "count", () -> JSNumber.valueOf((double) node.context().count(collection, query(ankql, values))));
    }

    @Override
    public JSPromise<JSObject> live(String collection, String ankql, JSArray<JSObject> values, Face.Listener listener) {
        return calls.later("live", () -> {
            LiveQuery live = node.context().live(collection, query(ankql, values));
            if (options.follows()) {
                // It holds nothing before the tab that leads has answered, which that does from what is stored.
                awaitAnswer(live);
            }
            return BridgeLive.follow(calls, node, live, listener);
        });
    }

    private static void awaitAnswer(LiveQuery live) {
        try {
            live.awaitLive(LEADER);
        } catch (AnkurahException e) {
            live.close();
            throw e;
        }
    }

    // Tabs.

    @Override
    public Face.Served serve(Peer peer) {
        Followers mine = followers;
        if (mine == null) {
            mine = new Followers(node.backend(), coroutines, options.epoch());
            followers = mine;
        }
        TabSession session = mine.open(peer);
        return new Face.Served() {
            @Override
            public void frame(Int8Array frame) {
                session.frame(frame.copyToJavaArray());
            }

            @Override
            public void closed() {
                session.closed();
            }
        };
    }

    private EphemeralBackend backend() {
        return (EphemeralBackend) node.backend();
    }

    @Override
    public JSPromise<JSObject> unsent() {
        return calls.later("unsent", () -> {
            JSArray<JSObject> commits = new JSArray<>();
            for (Commit commit : backend().unacknowledged()) {
                commits.push(JSString.valueOf(commit.id().toString()), Int8Array.copyFromJavaArray(commit.encode()));
            }
            return commits;
        });
    }

    @Override
    public JSPromise<JSObject> submit(Int8Array commit) {
        return calls.later("submit", () -> {
            Commit decoded =
                    Commit.decode(commit.copyToJavaArray(), backend().platform().sha256());
            Ticket _ = backend().submit(decoded, backend().defaultPrincipal());
            return null;
        });
    }

    @Override
    public JSPromise<JSObject> verdict(String commit) {
        return calls.later("verdict", () -> {
            for (Ticket ticket : backend().pendingTickets()) {
                if (ticket.commitId().toString().equals(commit)) {
                    ticket.await(Stage.ACCEPTED, Scheduler.NEVER);
                    return null;
                }
            }
            AnkurahException why = refused.get(commit);
            if (why != null) {
                throw why;
            }
            return null;
        });
    }

    @Override
    public JSPromise<JSObject> page(
            String collection, String ankql, JSArray<JSObject> values, @Nullable String cursor) {
        return calls.later("page", () -> {
            Query first = query(ankql, values);
            ResultPage page =
                    node.context().page(collection, cursor == null ? first : first.withAfter(Cursor.decode(cursor)));
            JSArray<JSObject> flat = new JSArray<>();
            Cursor next = page.next();
            flat.push(JsValues.rows(page.rows()), next == null ? null : JSString.valueOf(next.encode()));
            return flat;
        });
    }

    @Override
    public JSPromise<JSObject> history(String id, @Nullable String after, int max) {
        return calls.later("history", () -> {
            EventId behind = after == null ? null : EventId.parse(after);
            return Histories.flat(node.context().history(JsValues.id(id), behind, max));
        });
    }

    @Override
    public JSPromise<JSObject> erase(String id, JSArray<JSObject> properties) {
        return calls.later("erase", () -> {
            Set<String> named = new LinkedHashSet<>();
            for (int i = 0; i < properties.getLength(); i++) {
                named.add(JsValues.text(properties, i));
            }
            Context writing = node.context();
            Receipt<Integer> receipt =
                    named.isEmpty() ? writing.erase(JsValues.id(id)) : writing.erase(JsValues.id(id), named);
            JSArray<JSObject> flat = new JSArray<>();
            flat.push(new BridgeReceipt(receipt, node, calls), JSNumber.valueOf(receipt.value()));
            return flat;
        });
    }

    @Override
    public JSPromise<JSObject> freshness(String id) {
        return calls.later(
                "freshness",
                () -> JSString.valueOf(
                        node.context().freshness(JsValues.id(id)).name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public JSPromise<JSObject> undoManager(int most) {
        return calls.later("undo", () -> new BridgeUndo(remembered().undoManager(most), node, calls));
    }

    @Override
    public JSPromise<JSObject> text(String id, String property, int commitMillis, Face.TextListener listener) {
        return calls.later("text", () -> BridgeText.open(node, calls, id, property, commitMillis, listener));
    }

    @Override
    public JSPromise<JSObject> following() {
        return calls.later(
                "count queries", () -> JSNumber.valueOf(node.backend().reactor().windows()));
    }

    @Override
    public JSPromise<JSObject> close() {
        return calls.later("close", () -> {
            closed = true;
            if (followers != null) {
                followers.close();
            }
            if (status != null) {
                status.close();
            }
            node.close();
            return null;
        });
    }
}
