package ankurah.core.internal.type;

import ankurah.core.type.TextState;
import ankurah.event.EntityId;
import ankurah.event.RandomSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client ids under which this node writes texts: 53 random bits each, used by one writer at a time.
 *
 * <p>An id is worth using again, because each new one stays in the document for good; but only by who sees all that was
 * written with it. So it is given back with the clock where its text stands, and fits a writer that sees exactly this clock:
 * not one that began earlier, and not after the server refused what was written, when nobody sees that clock any more. Ids
 * are remembered nowhere else, so none outlives the node.
 */
public final class TextClients {
    private static final int MOST_TEXTS = 1_000;
    private static final int MOST_FOR_ONE = 8;
    private static final int UNUSED_BITS = 11;

    private final RandomSource random;
    /** Those not used for longest first. */
    private final Map<Key, List<Free>> free = new LinkedHashMap<>();

    private record Key(String author, EntityId entity) {}

    private record Free(long client, int clock) {}

    public TextClients(RandomSource random) {
        this.random = random;
    }

    /** An id for the texts of an entity, none's but the caller's until it is given back. */
    public long take(String author, EntityId entity, TextState seen) {
        Long known = known(new Key(author, entity), seen);
        return known == null ? fresh(seen) : known;
    }

    private synchronized @Nullable Long known(Key key, TextState seen) {
        List<Free> its = free.get(key);
        if (its == null) {
            return null;
        }
        for (int i = its.size() - 1; i >= 0; i--) {
            Free at = its.get(i);
            if (at.clock == seen.nextClock(at.client)) {
                its.remove(i);
                return at.client;
            }
        }
        return null;
    }

    /** One that nobody has used. */
    public long fresh(TextState seen) {
        while (true) {
            byte[] bytes = random.bytes(Long.BYTES);
            long bits = 0;
            for (byte b : bytes) {
                bits = bits << Byte.SIZE | b & 0xff;
            }
            long client = bits >>> UNUSED_BITS;
            if (seen.nextClock(client) == 0) {
                return client;
            }
        }
    }

    /**
     * After a commit, and only then.
     *
     * @param clock where the id stands after it
     */
    public synchronized void giveBack(String author, EntityId entity, long client, int clock) {
        Key key = new Key(author, entity);
        List<Free> its = free.remove(key);
        if (its == null) {
            its = new ArrayList<>(1);
        }
        if (its.size() >= MOST_FOR_ONE) {
            its.removeFirst();
        }
        its.add(new Free(client, clock));
        free.put(key, its);
        if (free.size() > MOST_TEXTS) {
            free.remove(free.keySet().iterator().next());
        }
    }
}
