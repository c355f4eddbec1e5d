package ankurah.web.internal;

import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.Exclusion;
import ankurah.storage.LoggedCommit;
import ankurah.storage.MemoryStorage;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedStore;
import ankurah.storage.Position;
import ankurah.storage.PropertyState;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The persistent map under a long walk, and a memory store that fills commit by commit. */
public final class Stores {
    private static final Sha256 SHA = Sha256.portable();

    private final Transcript out;
    private final Dice dice = new Dice(11);
    private final List<Value> values = Values.all();
    private final Map<EntityId, EntityState> states = new HashMap<>();
    private final List<EntityId> entities = new ArrayList<>();
    private long time = HybridTime.ofMillis(1_700_000_000_000L);

    private Stores(Transcript out) {
        this.out = out;
    }

    public static void write(Transcript out) {
        out.section("stores");
        maps(out);
        new Stores(out).engine();
    }

    private static void maps(Transcript out) {
        Dice dice = new Dice(12);
        PersistentMap<Integer, Integer> map = PersistentMap.empty(Comparator.<Integer>naturalOrder());
        for (int i = 0; i < 4_000; i++) {
            int key = dice.below(700);
            map = dice.below(5) < (i < 2_000 ? 1 : 3) ? map.remove(key) : map.put(key, i);
            if (i % 100 == 99) {
                out.line("map " + i, describe(map, dice.below(700)));
            }
        }
    }

    private static String describe(PersistentMap<Integer, Integer> map, int key) {
        long sum = 0;
        for (PersistentMap.Entry<Integer, Integer> entry : map) {
            sum = sum * 31 + entry.key() * 7L + entry.value();
        }
        return map.size() + " " + sum + " " + map.floor(key) + " " + map.higher(key) + " " + map.rankOf(key) + " "
                + map.get(key);
    }

    private void engine() {
        try (StorageEngine engine = MemoryStorage.open(EngineOptions.of(dice, SHA))) {
            out.line("system", engine.identity().system().toString());
            fill(engine, 40);
            show(engine);
        }
    }

    /** Where a store comes from; the same place each time. */
    public interface Place {
        OrderedStore open();
    }

    /** What a store holds after many commits, and after it was opened again; the same for every kind. */
    public static void write(Transcript out, Place place, Exclusion exclusion) {
        Stores stores = new Stores(out);
        EngineOptions options = EngineOptions.of(stores.dice, SHA).withExclusion(exclusion);
        try (StorageEngine engine = OrderedEngine.open(place.open(), options)) {
            stores.fill(engine, 400);
            stores.show(engine);
        }
        try (StorageEngine engine = OrderedEngine.open(place.open(), options)) {
            stores.show(engine);
        }
    }

    private void fill(StorageEngine engine, int commits) {
        Position position = Position.start(engine.identity().log());
        for (int i = 0; i < commits; i++) {
            Commit commit = commit(engine);
            position = position.next(commit.id(), SHA);
            WriteGroup group = new WriteGroup().log(LoggedCommit.of(commit, position));
            commit.events().forEach(event -> fold(event, group));
            engine.commit(group.meta("note-" + i % 7, i % 5 == 4 ? null : dice.bytes(i)));
        }
    }

    private Commit commit(StorageEngine engine) {
        TransactionId transaction = TransactionId.random(dice);
        List<Event> events = new ArrayList<>();
        for (int i = dice.below(3); i >= 0; i--) {
            EntityState state = entities.isEmpty() || dice.below(4) == 0
                    ? null
                    : states.get(entities.get(dice.below(entities.size())));
            events.add(seal(engine, state, transaction));
        }
        return Commit.of(events, SHA);
    }

    private Event seal(StorageEngine engine, @Nullable EntityState state, TransactionId transaction) {
        List<Operation> operations = new ArrayList<>();
        for (int i = dice.below(4); i >= 0; i--) {
            operations.add(Operation.write("p" + i, values.get(dice.below(values.size()))));
        }
        return Event.seal(
                engine.identity().system(),
                state == null ? "album" : state.collection(),
                state == null ? null : state.id(),
                state == null ? Clock.EMPTY : state.head(),
                transaction,
                "",
                ++time,
                new Payload(dice.bytes(Payload.SALT_BYTES), operations),
                SHA);
    }

    private void fold(Event event, WriteGroup group) {
        EntityState before = states.get(event.entity());
        EntityState from = before == null ? EntityState.empty(event.header().collection(), event.entity()) : before;
        Map<String, PropertyState> changed = new HashMap<>();
        for (Operation write : event.payload().orElseThrow().operations()) {
            Value value = ValueCodec.decode(write.body());
            changed.put(
                    write.property(),
                    new PropertyState(
                            write.dataType(), write.version(), value, event.id().toBytes()));
        }
        EntityState after = from.with(from.head().advance(event.header().parents(), event.id()), changed);
        if (before == null) {
            entities.add(event.entity());
        }
        states.put(event.entity(), after);
        group.event(event).state(before, after);
    }

    private void show(StorageEngine engine) {
        try (StorageSnapshot snapshot = engine.snapshot()) {
            out.line("position", snapshot.position() + " " + snapshot.position().hash());
            for (EntityId id : entities) {
                EntityState state = snapshot.state("album", id);
                out.line("state", state == null ? new byte[0] : state.encode());
                EventId after = null;
                for (Event event : snapshot.events(id, null, 3)) {
                    out.line("event", event.id().toString());
                    after = event.id();
                }
                out.line("more events", snapshot.events(id, after, 100).size());
            }
            for (LoggedCommit logged : snapshot.log(30, 100)) {
                out.line("logged " + logged.number(), logged.commitId() + " " + logged.hash());
            }
            snapshot.metas("note-").forEach(out::line);
        }
    }
}
