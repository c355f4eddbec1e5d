package ankurah.core.internal.sync.server;

import ankurah.core.internal.entity.Root;
import ankurah.core.internal.policy.Sight;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.internal.Utf8;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A client among others at entities: what it shows, and what is due for it of what others show. Driven by its session's
 * task; what others note here is guarded by the monitor of the rooms.
 */
final class PresenceDesk {
    static final int CONTENT_BYTES = 4 << 10;
    static final int MOST_ROOMS = 64;
    static final long EXPIRY_MILLIS = 30_000;
    /** A client sends ten a second for each entity at most; so many more are no client of ours. */
    private static final long BURST = 1_000;

    private static final long A_SECOND = 200;
    private static final int A_STEP = 64;

    private final ServerHub hub;
    private final ServerSession session;
    private final String principal;
    private final PresenceRooms rooms;
    /** When what is shown there was last heard. */
    private final Map<EntityId, Long> heard = new LinkedHashMap<>();

    private final Set<Due> due = new LinkedHashSet<>();
    private final Set<Due> told = new HashSet<>();
    private volatile boolean isDue;
    private long allowance = BURST;
    private long allowedAt;

    /** News of somebody at an entity. */
    record Due(EntityId entity, PresenceDesk who) {}

    PresenceDesk(ServerHub hub, ServerSession session, String principal) {
        this.hub = hub;
        this.session = session;
        this.principal = principal;
        this.rooms = hub.presence();
        this.allowedAt = now();
    }

    int size() {
        return heard.size();
    }

    long number() {
        return session.number();
    }

    String principal() {
        return principal;
    }

    void wake() {
        session.wake();
    }

    // What the client shows.

    /** A refusal is the answer to the client; only a flood ends the connection. */
    void take(Message.Present m, Sight sight, Outgoing out) {
        requireAllowance();
        try {
            String content = m.content();
            if (content == null) {
                leave(m.entity());
            } else {
                requireFit(m.entity(), content);
                requireVisible(m.entity(), sight);
                rooms.show(m.entity(), this, content);
                heard.put(m.entity(), now());
            }
        } catch (AnkurahException refused) {
            leave(m.entity());
            out.send(new Message.PresenceFailed(m.entity(), WireError.of(refused)));
        }
    }

    private void requireAllowance() {
        long now = now();
        long earned = (now - allowedAt) * A_SECOND / 1_000;
        if (earned > 0) {
            allowance = Math.min(BURST, allowance + earned);
            allowedAt = now;
        }
        if (--allowance < 0) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.PRESENCE_FLOOD, "a client shows no more than " + A_SECOND + " things a second");
        }
    }

    private void requireFit(EntityId entity, String content) {
        if (Utf8.bytes(content).length > CONTENT_BYTES) {
            throw new AnkurahException.Invalid(
                    SyncErrors.PRESENCE_TOO_LARGE, "what is shown has at most " + CONTENT_BYTES + " bytes");
        }
        if (!heard.containsKey(entity) && heard.size() >= MOST_ROOMS) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.PRESENCE_TOO_MANY, "a connection is at " + MOST_ROOMS + " entities at most");
        }
    }

    private void requireVisible(EntityId entity, Sight sight) {
        Root root = hub.reactor().acquire();
        try {
            EntityState state = root.view().state(entity);
            if (state == null || state.isDeleted() || !sight.admits(state, root.view())) {
                throw new AnkurahException.NotFound(
                        "entity.not_found", "there is no entity " + entity + ", or it may not be seen");
            }
        } finally {
            root.release();
        }
    }

    private void leave(EntityId entity) {
        heard.remove(entity);
        rooms.leave(entity, this);
    }

    /** Takes away what was not heard again in time. */
    void expire() {
        if (nextExpiryMillis() > now()) {
            return;
        }
        List<EntityId> silent = new ArrayList<>();
        heard.forEach((entity, at) -> {
            if (at + EXPIRY_MILLIS <= now()) {
                silent.add(entity);
            }
        });
        silent.forEach(this::leave);
    }

    /** When {@link #expire} may have something to do, on the scheduler's clock. */
    long nextExpiryMillis() {
        long next = Long.MAX_VALUE;
        for (long at : heard.values()) {
            next = Math.min(next, at + EXPIRY_MILLIS);
        }
        return next;
    }

    void close() {
        List.copyOf(heard.keySet()).forEach(this::leave);
    }

    // What others show.

    boolean hasWork() {
        return isDue;
    }

    /** Sends some of what is due; false if nothing is. */
    boolean step(Sight sight, Outgoing out) {
        if (!isDue) {
            return false;
        }
        Set<EntityId> hidden = new HashSet<>();
        for (Message.Presence message : rooms.take(this, A_STEP)) {
            if (isStillVisible(message.entity(), sight, hidden, out)) {
                out.send(message);
            }
        }
        return true;
    }

    /** What the client may see may have changed since it came here. */
    private boolean isStillVisible(EntityId entity, Sight sight, Set<EntityId> hidden, Outgoing out) {
        if (hidden.contains(entity)) {
            return false;
        }
        try {
            requireVisible(entity, sight);
            return true;
        } catch (AnkurahException.NotFound gone) {
            hidden.add(entity);
            leave(entity);
            out.send(new Message.PresenceFailed(entity, WireError.of(gone)));
            return false;
        }
    }

    // Under the monitor of the rooms.

    void note(EntityId entity, PresenceDesk who) {
        due.add(new Due(entity, who));
        isDue = true;
    }

    /** Whoever was not told that somebody came need not be told that he went. */
    void noteGone(EntityId entity, PresenceDesk who) {
        Due news = new Due(entity, who);
        if (told.contains(news)) {
            due.add(news);
            isDue = true;
        } else {
            due.remove(news);
        }
    }

    void forget(EntityId entity) {
        due.removeIf(news -> news.entity().equals(entity));
        told.removeIf(news -> news.entity().equals(entity));
    }

    List<Due> take(int most) {
        List<Due> taken = new ArrayList<>();
        Iterator<Due> waiting = due.iterator();
        while (waiting.hasNext() && taken.size() < most) {
            Due news = waiting.next();
            waiting.remove();
            taken.add(news);
            told.add(news);
        }
        isDue = waiting.hasNext();
        return taken;
    }

    /** Of somebody who is gone there is nothing more to tell. */
    void untold(EntityId entity, PresenceDesk who) {
        told.remove(new Due(entity, who));
    }

    private long now() {
        return hub.platform().scheduler().nowMillis();
    }
}
