package ankurah.core.internal.sync.client;

import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.Register;
import ankurah.core.type.Renaming;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Header;
import ankurah.event.HybridClock;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.ValueCodec;
import ankurah.event.internal.Lists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes commits anew whose times no server would admit, with times of the clock as it is now known to be. A commit follows
 * if it is built on one that is made anew, or names what such a one created, as long as no server can have seen it.
 */
final class Reminting {
    /** How much of the admissible skew is left to errors of measuring the clock's offset. */
    private static final long MARGIN_MILLIS = 5_000;

    private final Properties properties;
    private final Sha256 sha256;
    private final HybridClock clock;
    private final long latest;
    private final Map<EventId, EventId> names = new LinkedHashMap<>();
    private final Map<Hash256, Hash256> commits = new LinkedHashMap<>();
    private final Map<EntityId, EntityId> entities = new LinkedHashMap<>();

    /** @param skewMillis how far ahead of its clock the server lets events be dated */
    Reminting(Properties properties, Sha256 sha256, HybridClock clock, long skewMillis) {
        this.properties = properties;
        this.sha256 = sha256;
        this.clock = clock;
        this.latest = HybridTime.ofMillis(clock.source().millis() + Math.max(0, skewMillis - MARGIN_MILLIS));
    }

    /** Whether the clock has stamped what would not be admitted. */
    boolean isClockAhead() {
        return clock.latest() > latest;
    }

    /** Whether the commit has to be made anew, if the ones before it were looked at. */
    boolean concerns(PendingCommit pending) {
        if (pending.maybeSent) {
            return false;
        }
        for (Event event : pending.commit.events()) {
            if (isTooLate(event) || isRenamed(event)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTooLate(Event event) {
        Clock parents = event.header().parents();
        long allowed = parents.isEmpty() ? latest : Math.max(latest, parents.latestTime() + 1);
        return event.header().time() > allowed;
    }

    private boolean isRenamed(Event event) {
        if (names.isEmpty()) {
            return false;
        }
        if (names.containsKey(event.entity().genesis())) {
            return true;
        }
        for (EventId parent : event.header().parents()) {
            if (names.containsKey(parent)) {
                return true;
            }
        }
        Renaming renaming = new Renaming(names);
        return Lists.any(operations(event), operation -> !Arrays.equals(operation.body(), body(operation, renaming)));
    }

    private static List<Operation> operations(Event event) {
        return event.payload().map(Payload::operations).orElse(List.of());
    }

    private byte[] body(Operation operation, Renaming renaming) {
        DataType<?> type = properties.special(operation);
        if (type != null) {
            return type.renamed(operation.body(), renaming);
        }
        return operation.dataType().equals(Operation.LWW) && operation.version() == Register.TYPE.version()
                ? ValueCodec.encode(renaming.of(ValueCodec.decode(operation.body())))
                : operation.body();
    }

    /** The commit with new times and ids. Its events stand in the order of their ids, so what they name is renamed already. */
    Commit remint(Commit commit) {
        List<Event> events = new ArrayList<>(commit.events().size());
        for (Event event : commit.events()) {
            events.add(remint(event));
        }
        Commit anew = Commit.of(events, sha256);
        commits.put(commit.id(), anew.id());
        return anew;
    }

    private Event remint(Event event) {
        Renaming renaming = new Renaming(names);
        Header header = event.header();
        List<EventId> parents = new ArrayList<>();
        header.parents().forEach(parent -> parents.add(renaming.of(parent)));
        Clock clocked = Clock.of(parents);
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : operations(event)) {
            operations.add(new Operation(
                    operation.property(), operation.dataType(), operation.version(), body(operation, renaming)));
        }
        byte[] salt = event.payload().map(Payload::salt).orElseGet(() -> new byte[Payload.SALT_BYTES]);
        Event anew = Event.seal(
                header.system(),
                header.collection(),
                event.isGenesis() ? null : renaming.of(event.entity()),
                clocked,
                header.transaction(),
                header.author(),
                clock.next(clocked.isEmpty() ? 0 : clocked.latestTime()),
                new Payload(salt, operations),
                sha256);
        names.put(event.id(), anew.id());
        if (event.isGenesis()) {
            entities.put(event.entity(), anew.entity());
        }
        return anew;
    }

    Map<EntityId, EntityId> entities() {
        return entities;
    }

    Map<Hash256, Hash256> commits() {
        return commits;
    }
}
