package ankurah.storage.testkit;

import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.RandomSource;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.PropertyState;
import ankurah.storage.WriteGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes as a node would, from a seed, and knows what must be stored. */
public final class World {
    public static final Sha256 SHA = Sha256.jdk();

    private final Random random;
    private final SystemId system;
    private final TreeMap<EntityId, EntityState> states = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private long time = 1L << 40;
    private Position position;

    private WriteGroup group = new WriteGroup();
    private List<Event> pending = new ArrayList<>();

    public World(long seed, Position position) {
        this.random = new Random(seed);
        this.system = SystemId.random(this::bytes);
        this.position = position;
    }

    /** Engine options whose random source begins at a seed. */
    public static EngineOptions options(long seed) {
        Random random = new Random(seed);
        RandomSource source = count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
        return EngineOptions.of(source, SHA);
    }

    public Random random() {
        return random;
    }

    public Position position() {
        return position;
    }

    /** Every state, deleted ones too, with what is in the open group. */
    public TreeMap<EntityId, EntityState> states() {
        return states;
    }

    /** Every event in the order written, with what is in the open group. */
    public List<Event> events() {
        return events;
    }

    /** Takes up an entity that is stored already. */
    public void resume(EntityState stored) {
        states.put(stored.id(), stored);
        time = Math.max(time, stored.head().latestTime());
    }

    public EntityState create(String collection, Map<String, Value> values) {
        return write(collection, null, values);
    }

    public EntityState update(EntityId id, Map<String, Value> values) {
        EntityState before = states.get(id);
        return write(before.collection(), before, values);
    }

    private EntityState write(String collection, @Nullable EntityState before, Map<String, Value> values) {
        List<Operation> operations = new ArrayList<>();
        values.forEach((property, value) -> operations.add(Operation.write(property, value)));
        Event event = Event.seal(
                system,
                collection,
                before == null ? null : before.id(),
                before == null ? Clock.EMPTY : before.head(),
                new TransactionId(1, position.number()),
                "",
                ++time,
                new Payload(bytes(Payload.SALT_BYTES), operations),
                SHA);
        Map<String, PropertyState> changed = new TreeMap<>();
        values.forEach((property, value) -> changed.put(
                property, new PropertyState(Operation.LWW, 1, value, event.id().toBytes())));
        EntityState base = before == null ? EntityState.empty(collection, event.entity()) : before;
        EntityState after = base.with(Clock.of(event.id()), changed);
        states.put(after.id(), after);
        events.add(event);
        pending.add(event);
        group.event(event).state(before, after);
        return after;
    }

    /** Ends a commit: what was written since the last one. */
    public LoggedCommit log() {
        Commit commit = Commit.of(pending, SHA);
        position = position.next(commit.id(), SHA);
        LoggedCommit logged = LoggedCommit.of(commit, position);
        group.log(logged);
        pending = new ArrayList<>();
        return logged;
    }

    /** The group so far, to be committed; the next one begins. */
    public WriteGroup group() {
        if (!pending.isEmpty()) {
            log();
        }
        WriteGroup ready = group;
        group = new WriteGroup();
        return ready;
    }

    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
