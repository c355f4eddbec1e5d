package ankurah.core.testkit;

import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.DataTypes;
import ankurah.core.type.TypedOperation;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entity that a few authors write to, each upon what it has heard of. */
final class Story<S> {
    static final SystemId SYSTEM = new SystemId(1, 2);
    static final String COLLECTION = "thing";
    static final long START_MILLIS = 1_800_000_000_000L;

    private final DataType<S> type;
    private final DataTypeKit.Maker<S> maker;
    private final Random random;
    private final String property;
    final Event genesis;
    final Map<EventId, Told> told = new LinkedHashMap<>();
    private long time = HybridTime.ofMillis(START_MILLIS);

    private Story(DataType<S> type, DataTypeKit.Maker<S> maker, Random random) {
        this.type = type;
        this.maker = maker;
        this.random = random;
        this.property = propertyOf(type);
        this.genesis = seal(null, Clock.EMPTY, ++time, List.of(Operation.write("name", Value.of("it"))));
    }

    static String propertyOf(DataType<?> type) {
        String home = type.home();
        return home == null ? "p" : home;
    }

    String property() {
        return property;
    }

    EntityId entity() {
        return genesis.entity();
    }

    static <S> Story<S> write(DataType<S> type, DataTypeKit.Maker<S> maker, Random random, int length) {
        Story<S> story = new Story<>(type, maker, random);
        List<Set<EventId>> authors = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            authors.add(new HashSet<>());
        }
        int talk = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            Set<EventId> author = authors.get(random.nextInt(authors.size()));
            if (random.nextInt(4) < talk) {
                author.addAll(authors.get(random.nextInt(authors.size())));
            }
            story.next(author);
        }
        return story;
    }

    /** One more event by an author who knows these. */
    private void next(Set<EventId> known) {
        Clock head = Clock.of(genesis.id());
        for (Told event : sorted(known)) {
            head = head.advance(event.event().header().parents(), event.id());
        }
        // Authors have clocks of their own, so ids do not tell who wrote first.
        long at = Math.max(head.latestTime(), time + random.nextInt(200) - 100) + 1;
        time = Math.max(time, at) + random.nextInt(3);
        byte[] body = body(known);
        Operation operation = new Operation(property, type.name(), type.version(), body);
        Event event = seal(entity(), head, at, List.of(operation));
        Set<EventId> after = new HashSet<>(known);
        told.put(event.id(), new Told(event, body, after));
        known.add(event.id());
    }

    /** What one transaction does, which may be more than one thing. */
    private byte[] body(Set<EventId> known) {
        S seen = seen(known);
        byte[] body = null;
        for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
            body = written(maker.next(random, seen), seen, body);
        }
        byte[] made = body == null ? new byte[0] : body;
        type.check(made);
        return made;
    }

    private static <S> byte[] written(TypedOperation<S> operation, S seen, byte @Nullable [] earlier) {
        try {
            return operation.write(seen, earlier);
        } catch (ankurah.event.AnkurahException e) {
            if (earlier == null) {
                throw e;
            }
            return earlier;
        }
    }

    private S seen(Set<EventId> known) {
        Properties properties = new Properties(types());
        Bench bench = new Bench(new Fold(properties), this);
        sorted(known).forEach(bench::take);
        return properties.current(type, bench.state(), property);
    }

    DataTypes types() {
        DataTypes builtIn = DataTypes.builtIn();
        return builtIn.find(type.name(), type.version()) == null ? builtIn.with(type) : builtIn;
    }

    private List<Told> sorted(Set<EventId> known) {
        List<EventId> ids = new ArrayList<>(known);
        Collections.sort(ids);
        List<Told> events = new ArrayList<>(ids.size());
        for (EventId id : ids) {
            Told event = told.get(id);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    List<Told> inIdOrder() {
        return sorted(told.keySet());
    }

    private Event seal(@Nullable EntityId entity, Clock parents, long at, List<Operation> operations) {
        byte[] salt = new byte[Payload.SALT_BYTES];
        random.nextBytes(salt);
        return Event.seal(
                SYSTEM,
                COLLECTION,
                entity,
                parents.greatest(ankurah.event.Header.MAX_PARENTS),
                new TransactionId(random.nextLong(), random.nextLong()),
                "",
                at,
                new Payload(salt, operations),
                Sha256.jdk());
    }
}
