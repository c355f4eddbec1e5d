package ankurah.server.internal.inspect;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.live.FeedReport;
import ankurah.core.sync.SessionStatus;
import ankurah.core.sync.SyncServer;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.server.internal.Json;
import ankurah.storage.IndexStatus;
import java.util.List;

/** What a server has and does at this moment. */
final class Inside {
    private final DurableBackend backend;
    private final SyncServer sync;

    Inside(DurableBackend backend, SyncServer sync) {
        this.backend = backend;
        this.sync = sync;
    }

    Json overview(Viewer viewer) {
        Root root = backend.reactor().acquire();
        try {
            return new Json()
                    .put("system", backend.system().toString())
                    .put("position", root.position().number())
                    .put("log", root.position().log().toString())
                    .put("viewer", viewer.name())
                    .put("everything", viewer.principal() == null)
                    .put("store", store())
                    .put("collections", collections(root, viewer))
                    .put(
                            "queries",
                            backend.reactor().feedReports().stream()
                                    .map(Inside::query)
                                    .toList())
                    .put(
                            "connections",
                            sync.sessions().stream().map(Inside::connection).toList());
        } finally {
            root.release();
        }
    }

    private Json store() {
        return new Json()
                .put("engine", backend.storage().getClass().getSimpleName())
                .put("bytes", backend.storage().diskBytes())
                .put("shared", backend.storage().isShared())
                .put("waiting", backend.queued())
                .put("policy", backend.policy().version());
    }

    private List<Json> collections(Root root, Viewer viewer) {
        Catalog catalog = root.catalog();
        List<IndexStatus> indexes = backend.indexes().list();
        return catalog.collections().stream()
                .filter(name -> viewer.maySeeSchema(backend, name))
                .map(name -> collection(name, root, indexes, viewer))
                .toList();
    }

    private Json collection(String name, Root root, List<IndexStatus> indexes, Viewer viewer) {
        return new Json()
                .put("name", name)
                .put("rows", RowReader.count(root.view(), name, Query.ALL, viewer.sight(backend)))
                .put(
                        "properties",
                        root.catalog().properties(name).values().stream()
                                .map(Inside::property)
                                .toList())
                .putTexts(
                        "indexes",
                        indexes.stream()
                                .filter(index -> index.spec().collection().equals(name))
                                .map(IndexStatus::toString)
                                .toList());
    }

    private static Json property(Catalog.Property property) {
        return new Json()
                .put("name", property.name())
                .put("type", property.dataType())
                .putTexts(
                        "kinds", property.kinds().stream().map(Value.Kind::name).toList());
    }

    private static Json query(FeedReport feed) {
        return new Json()
                .put("collection", feed.collection())
                .put("query", feed.query())
                .put("guarded", feed.guarded())
                .put("readers", feed.windows())
                .put("shown", feed.shown())
                .put("held", feed.held())
                .put("steps", feed.steps())
                .put("looked", feed.looked())
                .put("told", feed.told())
                .put("reads", feed.reads())
                .put("number", feed.number())
                .put("reason", feed.reason());
    }

    private static Json connection(SessionStatus session) {
        String principal = session.principal();
        return new Json()
                .put("number", session.number())
                .put("principal", principal == null ? "" : principal)
                .put("position", session.position())
                .put("behind", session.behind())
                .put("subscriptions", session.subscriptions())
                .put("requests", session.requests())
                .put("inboxBytes", session.inboxBytes())
                .put("buffered", session.bufferedBytes())
                .put("backlogRows", session.backlogRows())
                .put("entities", session.entities())
                .put("silentMillis", session.silentMillis());
    }
}
