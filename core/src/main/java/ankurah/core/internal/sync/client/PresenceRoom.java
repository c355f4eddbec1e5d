package ankurah.core.internal.sync.client;

import ankurah.core.Present;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entity that the program is at: what it shows, and who else is there. Guarded by {@link Presences}. */
final class PresenceRoom {
    private static final long NEVER_SENT = Long.MIN_VALUE / 2;

    final EntityId entity;
    /** The places of the program that look here. */
    final List<ClientPresence> places = new ArrayList<>();

    private final Map<Long, Present> others = new LinkedHashMap<>();
    String content = "";

    @Nullable
    AnkurahException error;
    /** Whether what is shown is another than was sent. */
    boolean unsent = true;

    long sentMillis = NEVER_SENT;
    /** Whether the listeners are about to be called. */
    boolean telling;

    PresenceRoom(EntityId entity) {
        this.entity = entity;
    }

    List<Present> others() {
        return List.copyOf(others.values());
    }

    void meet(Present other) {
        error = null;
        others.put(other.connection(), other);
    }

    void part(long connection) {
        others.remove(connection);
    }

    void fail(@Nullable AnkurahException why) {
        error = why;
        others.clear();
    }

    /** The server knows nothing of this room any more. */
    void restart() {
        others.clear();
        unsent = true;
        sentMillis = NEVER_SENT;
    }
}
