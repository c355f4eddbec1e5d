package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Being at an entity together with others who may see it: names, cursors, what is being looked at. It is carried by the server
 * and stored nowhere. Whoever loses his connection is gone for the others at once, and who is silent after 30 seconds.
 * Close it.
 */
public interface Presence extends AutoCloseable {
    EntityId entity();

    /**
     * Shows something to the others. Only the newest counts; it is sent ten times a second at most, and when there is a
     * connection.
     *
     * @param content most often JSON; at most 4 KiB of UTF-8
     * @throws AnkurahException.Invalid {@code presence.too_large}
     */
    void show(String content);

    /** What this shows. */
    String shown();

    /** The others who are there, in the order in which they came to the server; none while there is no connection. */
    List<Present> others();

    /**
     * Why nobody is heard of: {@code entity.not_found} if the entity is not there or may not be seen, {@code presence.full},
     * {@code presence.too_many}, or {@code presence.unsupported} by an older server. Null if all is well. It is tried
     * again every ten seconds.
     */
    @Nullable
    AnkurahException error();

    /** Tells of every change from now on, on the node's {@link Dispatcher}, until {@link #close}. */
    void onChange(PresenceListener listener);

    /** Goes away, unless this program is at the entity by another one. May be called again. */
    @Override
    void close();
}
