package ankurah.core.internal.sync.client;

import ankurah.core.Platform;
import ankurah.core.Presence;
import ankurah.core.Present;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.internal.Utf8;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entities at which the program is together with others. The link asks what is to be sent, and when next: what is shown
 * ten times a second at most, and again every ten seconds, so that the server knows it still is.
 */
final class Presences {
    private static final System.Logger LOG = System.getLogger("ankurah.core.sync");
    private static final long PACE_MILLIS = 100;
    /** Between any two messages, wherever the program is. */
    private static final long LEAST_MILLIS = 10;

    private static final long AGAIN_MILLIS = 10_000;
    private static final long USUAL_BYTES = 4 << 10;

    private final EphemeralBackend backend;
    private final Platform platform;
    private final Map<EntityId, PresenceRoom> rooms = new LinkedHashMap<>();
    private final List<EntityId> left = new ArrayList<>();
    private boolean online;
    /** When the last message went out, of all. */
    private long sentMillis = Long.MIN_VALUE / 2;

    Presences(EphemeralBackend backend) {
        this.backend = backend;
        this.platform = backend.platform();
    }

    Presence open(EntityId entity) {
        ClientPresence place;
        synchronized (this) {
            PresenceRoom room = rooms.get(entity);
            if (room == null) {
                room = new PresenceRoom(entity);
                rooms.put(entity, room);
            }
            place = new ClientPresence(this, room);
            room.places.add(place);
        }
        backend.link().wake();
        return place;
    }

    void leave(PresenceRoom room, ClientPresence place) {
        synchronized (this) {
            if (!room.places.remove(place) || !room.places.isEmpty()) {
                return;
            }
            rooms.remove(room.entity);
            if (online) {
                left.add(room.entity);
            }
        }
        backend.link().wake();
    }

    void show(PresenceRoom room, String content) {
        int bytes = Utf8.bytes(content).length;
        if (bytes > USUAL_BYTES) {
            throw new AnkurahException.Invalid(
                    SyncErrors.PRESENCE_TOO_LARGE,
                    "what is shown has at most " + USUAL_BYTES + " bytes, and this has " + bytes);
        }
        synchronized (this) {
            if (room.content.equals(content)) {
                return;
            }
            room.content = content;
            room.unsent = true;
        }
        backend.link().wake();
    }

    synchronized String shown(PresenceRoom room) {
        return room.content;
    }

    synchronized List<Present> others(PresenceRoom room) {
        return room.others();
    }

    synchronized @Nullable AnkurahException error(PresenceRoom room) {
        return room.error;
    }

    // The link.

    /** A connection begins, to a server that may not know what this is. */
    void onConnected() {
        boolean knows = backend.limits().presenceBytes() > 0;
        synchronized (this) {
            online = knows;
            left.clear();
            for (PresenceRoom room : rooms.values()) {
                room.restart();
                if (!knows) {
                    room.fail(unsupported());
                    tell(room);
                }
            }
        }
    }

    private static AnkurahException unsupported() {
        return new AnkurahException.Unavailable(
                SyncErrors.PRESENCE_UNSUPPORTED, "the server is older than this: it tells nobody who is there");
    }

    synchronized void onOffline() {
        online = false;
        for (PresenceRoom room : rooms.values()) {
            room.restart();
            tell(room);
        }
    }

    /** What is to be sent now; null if nothing is. */
    synchronized @Nullable Message next() {
        long now = platform.scheduler().nowMillis();
        if (!online || now < sentMillis + LEAST_MILLIS) {
            return null;
        }
        if (!left.isEmpty()) {
            sentMillis = now;
            return new Message.Present(left.removeFirst(), null);
        }
        for (PresenceRoom room : rooms.values()) {
            if (dueMillis(room) <= now) {
                sentMillis = now;
                room.sentMillis = now;
                room.unsent = false;
                return new Message.Present(room.entity, room.content);
            }
        }
        return null;
    }

    /** When {@link #next} may have something, on the scheduler's clock. */
    synchronized long dueMillis() {
        if (!online) {
            return Long.MAX_VALUE;
        }
        long due = left.isEmpty() ? Long.MAX_VALUE : Long.MIN_VALUE;
        for (PresenceRoom room : rooms.values()) {
            due = Math.min(due, dueMillis(room));
        }
        return Math.max(due, sentMillis + LEAST_MILLIS);
    }

    private static long dueMillis(PresenceRoom room) {
        return room.sentMillis + (room.unsent ? PACE_MILLIS : AGAIN_MILLIS);
    }

    synchronized void onPresence(Message.Presence m) {
        PresenceRoom room = rooms.get(m.entity());
        if (room == null) {
            return;
        }
        String content = m.content();
        if (content == null) {
            room.part(m.connection());
        } else {
            room.meet(new Present(m.connection(), m.principal(), content));
        }
        tell(room);
    }

    synchronized void onFailed(Message.PresenceFailed m) {
        PresenceRoom room = rooms.get(m.entity());
        if (room != null) {
            room.fail(m.error().toException());
            tell(room);
        }
    }

    /** Several changes that come before the listeners ran are told at once. */
    private void tell(PresenceRoom room) {
        if (!room.telling) {
            room.telling = true;
            platform.dispatcher().dispatch(() -> tellNow(room));
        }
    }

    private void tellNow(PresenceRoom room) {
        List<ClientPresence> places;
        synchronized (this) {
            room.telling = false;
            places = List.copyOf(room.places);
        }
        for (ClientPresence place : places) {
            try {
                place.tell();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a presence listener failed", e);
            }
        }
    }
}
