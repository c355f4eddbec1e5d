package ankurah.server.internal.inspect;

import ankurah.core.internal.archive.EventText;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.EventPages;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.JsonText;
import ankurah.event.Payload;
import ankurah.event.Value;
import ankurah.server.internal.Json;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The log, and what happened to one entity. */
final class Records {
    static final int MOST_COMMITS = 100;
    /** An entity with more is shown by its newest; a drawing of thousands says nothing. */
    static final int MOST_EVENTS = 400;

    private static final int MOST_EVENTS_OF_A_COMMIT = 20;
    private static final int PAGE = 1_000;

    private final DurableBackend backend;

    Records(DurableBackend backend) {
        this.backend = backend;
    }

    /** @param before the number behind the newest to show */
    Json log(Viewer viewer, long before, int most) {
        Root root = backend.reactor().acquire();
        try (StorageSnapshot snapshot = backend.storage().snapshot()) {
            long end = Math.min(before - 1, root.position().number());
            long from = Math.max(0, end - most);
            List<Json> commits = new ArrayList<>();
            for (LoggedCommit commit : snapshot.log(from, (int) (end - from))) {
                commits.add(commit(commit, snapshot, root, viewer.sight(backend)));
            }
            return new Json()
                    .put("position", root.position().number())
                    .put("first", from + 1)
                    .put("commits", commits.reversed());
        } finally {
            root.release();
        }
    }

    private static Json commit(LoggedCommit commit, StorageSnapshot snapshot, Root root, RowFilter sight) {
        List<Json> events = new ArrayList<>();
        long millis = 0;
        for (LoggedEvent logged : commit.events()
                .subList(0, Math.min(MOST_EVENTS_OF_A_COMMIT, commit.events().size()))) {
            Event event = snapshot.event(logged.entity(), logged.event());
            millis = event == null
                    ? millis
                    : Math.max(millis, HybridTime.millis(event.header().time()));
            EntityState state = root.view().state(logged.entity());
            if (state != null && sight.admits(state, root.view())) {
                events.add(new Json()
                        .put("collection", logged.collection())
                        .put("entity", logged.entity().toString())
                        .put("event", logged.event().toString())
                        .put("changes", changes(event)));
            }
        }
        return new Json()
                .put("number", commit.number())
                .put("commit", commit.commitId().toString())
                .put("author", commit.author())
                .put("millis", millis)
                .put("events", commit.events().size())
                .put("shown", events);
    }

    private static Value changes(@Nullable Event event) {
        return event == null
                ? Value.NULL
                : event.payload()
                        .map(Payload::operations)
                        .map(operations -> JsonText.parse(EventText.changes(operations)))
                        .orElse(Value.NULL);
    }

    /** @throws AnkurahException.NotFound {@code entity.not_found} if it is not there, or may not be seen */
    Json entity(Viewer viewer, EntityId id) {
        Root root = backend.reactor().acquire();
        try {
            EntityState state = root.view().state(id);
            if (state == null || !viewer.sight(backend).admits(state, root.view())) {
                throw new AnkurahException.NotFound(
                        "entity.not_found", "there is no entity " + id + ", or it may not be seen");
            }
            List<Event> all = viewer.principal() == null
                    ? root.view().events(id, null, Integer.MAX_VALUE)
                    : told(root, viewer, id);
            List<Event> events = all.subList(Math.max(0, all.size() - MOST_EVENTS), all.size());
            Set<EventId> shown = new HashSet<>();
            events.forEach(event -> shown.add(event.id()));
            return new Json()
                    .put("id", id.toString())
                    .put("collection", state.collection())
                    .put("deleted", state.isDeleted())
                    .put("values", values(state))
                    .putTexts(
                            "head",
                            state.head().toList().stream()
                                    .map(EventId::toString)
                                    .toList())
                    .put("events", all.size())
                    .put(
                            "shown",
                            events.stream().map(event -> event(event, shown)).toList());
        } finally {
            root.release();
        }
    }

    private List<Event> told(Root root, Viewer viewer, EntityId id) {
        List<Event> events = new ArrayList<>();
        try (EventPages pages = backend.history(root, Objects.requireNonNull(viewer.principal()), id)) {
            pages.forEach(PAGE, entry -> events.add(entry.event()));
        }
        return events;
    }

    private static Value values(EntityState state) {
        Map<String, Value> values = new LinkedHashMap<>();
        state.properties().keySet().forEach(name -> values.put(name, state.get(name)));
        return new Value.Obj(values);
    }

    private static Json event(Event event, Set<EventId> shown) {
        return new Json()
                .put("id", event.id().toString())
                .putTexts(
                        "parents",
                        event.header().parents().toList().stream()
                                .filter(shown::contains)
                                .map(EventId::toString)
                                .toList())
                .put("author", event.header().author())
                .put("millis", HybridTime.millis(event.header().time()))
                .put("erased", event.payload().isEmpty())
                .put("changes", changes(event));
    }
}
