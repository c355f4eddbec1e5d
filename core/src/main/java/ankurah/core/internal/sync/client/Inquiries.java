package ankurah.core.internal.sync.client;

import ankurah.core.Freshness;
import ankurah.core.Scheduler;
import ankurah.core.Schema;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.gate.EventEntry;
import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.sync.wire.AnswerItems;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.PlanCodec;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.internal.sync.wire.SchemaCodec;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.internal.Lists;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a program asks that only the server can answer: histories, the past, plans, schemas, whether what is here is the
 * latest. Each question waits for a connection and for the answer, half a minute at most.
 */
final class Inquiries {
    private static final int ASK_MILLIS = 30_000;
    private static final int FRESHNESS_TRIES = 4;

    private final EphemeralBackend backend;

    Inquiries(EphemeralBackend backend) {
        this.backend = backend;
    }

    EventPages history(EntityId id) {
        backend.requireOpen();
        List<Event> own = backend.replica().pendingEvents(id);
        boolean founded = !own.isEmpty() && own.getFirst().isGenesis();
        return new AskedPages(id, own, founded);
    }

    /**
     * What the server tells, with the node's own pending events among it. If the entity is itself pending the server need not
     * know it yet.
     */
    private final class AskedPages implements EventPages {
        private final EntityId id;
        private final List<Event> own;
        private final boolean founded;

        AskedPages(EntityId id, List<Event> own, boolean founded) {
            this.id = id;
            this.own = own;
            this.founded = founded;
        }

        @Override
        public List<EventEntry> next(@Nullable EventId after, int max) {
            TreeMap<EventId, EventEntry> page = new TreeMap<>();
            for (Event event : own) {
                if (after == null || event.id().compareTo(after) > 0) {
                    page.put(event.id(), new EventEntry(event, true));
                }
            }
            for (byte[] bytes : asked(new Ask.History(id, after, max))) {
                Event event = Event.decode(bytes, backend.platform().sha256());
                page.put(event.id(), new EventEntry(event, false));
            }
            return Lists.first(page.values(), max);
        }

        private List<byte[]> asked(Ask ask) {
            if (founded && !backend.link().isOnline()) {
                return List.of();
            }
            try {
                return ask(ask);
            } catch (AnkurahException.Unavailable lost) {
                backend.requireOpen();
                if (founded) {
                    return List.of();
                }
                throw lost;
            }
        }

        @Override
        public void close() {}
    }

    /** What a question for a position is answered with. */
    Position position(Ask ask) {
        return AnswerItems.position(ask(ask).getFirst());
    }

    List<EntityState> rowsAt(Position at, String collection, Query bound) {
        QueryText query = QueryText.of(bound);
        Ask rows = new Ask.RowsAt(collection, query, at);
        backend.limits().requireRoom(query, new Message.Request(0, rows));
        try {
            return states(rows);
        } catch (AnkurahException.NotFound e) {
            if (backend.declarations().contains(collection)) {
                return List.of();
            }
            throw e;
        }
    }

    /** What a question for states is answered with. */
    List<EntityState> states(Ask ask) {
        return Lists.map(ask(ask), bytes -> backend.fold().properties().known(EntityState.decode(bytes)));
    }

    Freshness freshness(EntityId id) {
        backend.requireOpen();
        boolean unused = scheduler().await(backend.link().decided, scheduler().deadlineIn(ASK_MILLIS));
        Freshness found = Freshness.UNKNOWN;
        // What is heard between the question and its answer may be newer than the answer.
        for (int i = 0; i < FRESHNESS_TRIES && backend.link().isOnline(); i++) {
            Set<EventId> before = known(id);
            List<byte[]> answer;
            try {
                answer = ask(new Ask.Heads(List.of(id)));
            } catch (AnkurahException.Unavailable lost) {
                backend.requireOpen();
                return Freshness.UNKNOWN;
            }
            Set<EventId> after = known(id);
            found = compared(id, answer, after);
            if (found == Freshness.CURRENT || before.equals(after)) {
                return found;
            }
        }
        return found;
    }

    private static Freshness compared(EntityId id, List<byte[]> answer, Set<EventId> here) {
        if (!answer.isEmpty()) {
            boolean all = here.containsAll(
                    AnswerItems.head(answer.getFirst()).events().toList());
            return all ? Freshness.CURRENT : Freshness.STALE;
        }
        if (here.isEmpty()) {
            throw new AnkurahException.NotFound(
                    "entity.not_found", "there is no entity " + id + ", or it may not be seen");
        }
        return here.contains(id.genesis()) ? Freshness.CURRENT : Freshness.STALE;
    }

    /** The newest events of an entity that the running thread sees here, and those that its pending commits follow. */
    private Set<EventId> known(EntityId id) {
        Set<EventId> known = new HashSet<>();
        Root scope = backend.reactor().scopes().current();
        Root root = scope != null ? scope : backend.reactor().acquire();
        try {
            EntityState state = root.view().state(id);
            if (state == null) {
                return known;
            }
            known.addAll(state.head().toList());
        } finally {
            if (scope == null) {
                root.release();
            }
        }
        for (Event event : backend.replica().pendingEvents(id)) {
            known.add(event.id());
            known.addAll(event.header().parents().toList());
        }
        return known;
    }

    Plan explain(String collection, Query bound, boolean run) {
        QueryText query = QueryText.of(bound);
        Ask explain = new Ask.Explain(collection, query, run);
        backend.limits().requireRoom(query, new Message.Request(0, explain));
        return PlanCodec.decode(ask(explain).getFirst());
    }

    Schema schema() {
        return SchemaCodec.decode(ask(new Ask.Schema()));
    }

    private List<byte[]> ask(Ask ask) {
        backend.requireOpen();
        long deadline = scheduler().deadlineIn(ASK_MILLIS);
        boolean unused = scheduler().await(backend.link().decided, deadline);
        return backend.requests().ask(backend.link(), ask, deadline).items();
    }

    private Scheduler scheduler() {
        return backend.platform().scheduler();
    }
}
