package ankurah.web.internal.tabs;

import ankurah.core.internal.entity.Root;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.EventEntry;
import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a following tab asks once; it suspends for what this tab has to ask the server. */
record TabAnswer(Backend backend, TabSession session) {
    private static final int ASK_MILLIS = 10_000;

    void answer(Message.Request request) {
        try {
            List<byte[]> items = switch (request.ask()) {
                case Ask.Get get -> states(get.entities());
                case Ask.History history -> events(history);
                default ->
                    throw new AnkurahException.Unavailable(
                            "web.leader_only", "only the tab that leads can ask the server for this");
            };
            session.send(new Message.Answer(request.request(), true, session.position(), items));
        } catch (AnkurahException e) {
            session.send(new Message.RequestFailed(request.request(), WireError.of(e)));
        }
    }

    private List<byte[]> states(List<EntityId> ids) {
        List<byte[]> states = new ArrayList<>();
        for (EntityId id : ids) {
            EntityState state = state(id);
            if (state != null) {
                states.add(state.encode());
            }
        }
        return states;
    }

    private @Nullable EntityState state(EntityId id) {
        Root root = backend.reactor().acquire();
        try {
            EntityState shown = root.view().state(id);
            if (shown != null) {
                return shown;
            }
        } finally {
            root.release();
        }
        long deadline = backend.platform().scheduler().deadlineIn(ASK_MILLIS);
        return backend.demand(backend.defaultPrincipal(), id, deadline);
    }

    private List<byte[]> events(Ask.History asked) {
        List<byte[]> events = new ArrayList<>();
        try (EventPages pages = backend.history(backend.defaultPrincipal(), asked.entity())) {
            for (EventEntry entry : pages.next(asked.after(), asked.max())) {
                events.add(entry.event().encode());
            }
        }
        return events;
    }
}
