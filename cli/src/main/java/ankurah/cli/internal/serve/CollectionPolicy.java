package ankurah.cli.internal.serve;

import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.storage.EntityState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who comes may read and write by collection; it is the same for everybody. */
record CollectionPolicy(Map<String, Access> named, Access others) implements Policy {

    /** What may be done with a collection. */
    record Access(boolean read, boolean write) {
        static final Access NONE = new Access(false, false);
    }

    CollectionPolicy {
        named = Map.copyOf(named);
    }

    private Access access(String collection) {
        return named.getOrDefault(collection, others);
    }

    @Override
    public boolean canRead(Principal who, EntityState row) {
        return access(row.collection()).read();
    }

    @Override
    public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
        if (!access(after.collection()).write()) {
            throw new AnkurahException.Refused(
                    "policy.read_only", "the server's policy lets nobody write to '" + after.collection() + "'");
        }
    }

    @Override
    public boolean canReadSchema(Principal who, String collection) {
        return access(collection).read();
    }

    /** Names the rules, so that other rules are another version. */
    @Override
    public String version() {
        return "collections-1:" + new java.util.TreeMap<>(named) + others;
    }
}
