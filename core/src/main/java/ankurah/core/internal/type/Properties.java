package ankurah.core.internal.type;

import ankurah.core.type.Arrival;
import ankurah.core.type.CommutingType;
import ankurah.core.type.DataType;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of properties, by the data types a node knows.
 *
 * <p>A property has one type. Nodes that write different ones without knowing of each other must still end equal: the
 * greatest (name, version) ever written is the property's type, and operations of smaller ones contribute nothing. Every
 * operation of the greatest type is folded, whenever it comes, because nothing greater stands in its way.
 */
public final class Properties {
    private final DataTypes types;
    private final WorkingCopies copies = new WorkingCopies(WorkingCopies.MOST_BYTES);

    public Properties(DataTypes types) {
        this.types = types;
    }

    public DataTypes types() {
        return types;
    }

    /** Null for plain values, which need no more than what is here, and for types that are not known. */
    public @Nullable DataType<?> special(Operation operation) {
        return operation.isPlain() ? null : types.find(operation.dataType(), operation.version());
    }

    /**
     * Looks at an operation where it enters the system; later it is trusted.
     *
     * @throws AnkurahException.Invalid if its type cannot read it, or it is on a property that is not for it
     */
    public void check(Operation operation) {
        DataType<?> type = special(operation);
        requireProperty(operation.property(), type == null ? null : type.home(), operation.dataType());
        if (type != null) {
            type.check(operation.body());
        } else if (operation.isPlain()) {
            LastWriterWins.check(operation);
        }
    }

    /**
     * Looks whether a data type may be used on a property.
     *
     * @throws AnkurahException.Invalid {@code name.reserved}, {@code type.home}, {@code event.deleted_not_bool}
     */
    public static void requireProperty(String property, @Nullable String home, String dataType) {
        if (home != null) {
            if (!property.equals(home)) {
                throw new AnkurahException.Invalid(
                        "type.home",
                        "operations of the data type '" + dataType + "' are on '" + home + "', not on '" + property
                                + "'");
            }
        } else if (!property.equals(Names.DELETED)) {
            Names.requireUsable(property, "property");
        } else if (!dataType.equals(Operation.LWW)) {
            throw new AnkurahException.Invalid(
                    "event.deleted_not_bool", "'" + Names.DELETED + "' is a plain value that is true or false");
        }
    }

    /**
     * The properties of an entity after a first event that writes plain values only.
     *
     * @param operations sorted by property
     */
    public static SortedMap<String, PropertyState> first(EventId event, List<Operation> operations) {
        byte[] winner = event.toBytes();
        String[] names = new String[operations.size()];
        PropertyState[] states = new PropertyState[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = operations.get(i).property();
            states[i] = LastWriterWins.first(winner, operations.get(i));
        }
        return PropertyState.sorted(names, states);
    }

    /** The property after an operation that is not yet in it. */
    public PropertyState apply(
            @Nullable PropertyState before,
            EntityId entity,
            EventId event,
            Operation operation,
            @Nullable History history) {
        if (before != null) {
            int order = order(before, operation.dataType(), operation.version());
            if (order > 0) {
                return before;
            }
            if (order < 0) {
                return apply(null, entity, event, operation, history);
            }
        }
        if (operation.isPlain()) {
            return before == null
                    ? LastWriterWins.first(event.toBytes(), operation)
                    : LastWriterWins.apply(before, event, operation);
        }
        DataType<?> type = types.find(operation.dataType(), operation.version());
        if (type == null) {
            return Opaque.apply(before, event, operation);
        }
        Origin origin = new Origin(entity, operation.property(), history, copies);
        return folding(type, before, origin)
                .with(new Folding.Step(event, operation.body(), origin))
                .toProperty();
    }

    private static int order(PropertyState state, String dataType, int version) {
        int order = state.dataType().compareTo(dataType);
        return order != 0 ? order : Integer.compare(state.version(), version);
    }

    private static <S> Folding<S, ?> folding(DataType<S> type, @Nullable PropertyState state, @Nullable Origin origin) {
        if (state == null) {
            return Folding.initial(type);
        }
        if (state.source() instanceof Folding<?, ?> known && known.type().equals(type)) {
            @SuppressWarnings("unchecked") // The type is the one whose state it is.
            Folding<S, ?> its = (Folding<S, ?>) known;
            return its;
        }
        return origin != null && Opaque.is(state)
                ? Opaque.of(state).fold(type, origin)
                : Folding.decode(type, state.state(), state.value());
    }

    /** What the type has made of a property; of a property that is not there, or of another type, its initial state. */
    public <S> S current(DataType<S> type, EntityState entity, String property) {
        PropertyState state = entity.properties().get(property);
        boolean its = state != null && order(state, type.name(), type.version()) == 0;
        return folding(type, its ? state : null, new Origin(entity.id(), property, null, copies))
                .current();
    }

    /** The same of a state by itself. */
    public <S> S current(DataType<S> type, @Nullable PropertyState state) {
        return folding(type, state, null).current();
    }

    /** The property without some operations of its type that are in it; null if that cannot be told without the others. */
    public @Nullable PropertyState without(PropertyState state, List<Operation> operations) {
        DataType<?> type = types.find(state.dataType(), state.version());
        return type instanceof CommutingType<?> commuting && !Opaque.is(state)
                ? without(commuting, state, Lists.map(operations, Operation::body))
                : null;
    }

    private static <S> @Nullable PropertyState without(
            CommutingType<S> type, PropertyState state, List<byte[]> operations) {
        S rest = type.without(folding(type, state, null).current(), operations);
        return rest == null ? null : new CommutingFolding<>(type, rest).toProperty();
    }

    /** Lets the type say whether it takes an operation into this state. */
    public void admit(DataType<?> type, @Nullable EntityState before, Event event, Operation operation) {
        ask(type, before, event, operation);
    }

    private <S> void ask(DataType<S> type, @Nullable EntityState before, Event event, Operation operation) {
        String author = event.header().author();
        type.admit(new Arriving<>(this, type, before, event.id(), author, operation));
    }

    private record Arriving<S>(
            Properties properties,
            DataType<S> type,
            @Nullable EntityState before,
            EventId event,
            String author,
            Operation it)
            implements Arrival<S> {
        @Override
        public S state() {
            return before == null ? type.initial() : properties.current(type, before, it.property());
        }

        @Override
        public String property() {
            return it.property();
        }

        @Override
        public byte[] operation() {
            return it.body();
        }
    }

    /** Adds the properties that a type with a home sets to those that an event changed. */
    public void derive(EntityState base, PropertyState home, Map<String, PropertyState> changed) {
        if (home.source() instanceof CommutingFolding<?> folding) {
            derive(base, folding, changed);
        }
    }

    private static <S> void derive(EntityState base, CommutingFolding<S> folding, Map<String, PropertyState> changed) {
        CommutingType<S> type = folding.type();
        for (String property : type.derived(folding.current())) {
            PropertyState there =
                    changed.getOrDefault(property, base.properties().get(property));
            if (there == null || order(there, type.name(), type.version()) <= 0) {
                changed.put(property, new PropertyState(type.name(), type.version(), new Derived<>(folding, property)));
            }
        }
    }

    /** A property whose value is another's matter; it remembers nothing. */
    private record Derived<S>(CommutingFolding<S> home, String property) implements PropertyState.Source {
        private static final byte[] NOTHING = {};

        @Override
        public Value value() {
            return home.type().derived(home.current(), property);
        }

        @Override
        public byte[] state() {
            return NOTHING;
        }
    }

    /** Works out what is not, so that the state may be shown to other threads. */
    public static void settle(EntityState state) {
        for (PropertyState property : state.properties().values()) {
            if (property.source() != null) {
                Value unused = property.value();
            }
        }
    }

    /** Whether a row in this state may be told of by the events that led to it. */
    public boolean isSentAsEvents(EntityState state) {
        for (PropertyState property : state.properties().values()) {
            if (!property.dataType().equals(Operation.LWW) && !isSentAsEvents(property)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSentAsEvents(PropertyState state) {
        DataType<?> type = types.find(state.dataType(), state.version());
        return type instanceof CommutingType<?> commuting && !Opaque.is(state) && isSentAsEvents(commuting, state);
    }

    private static <S> boolean isSentAsEvents(CommutingType<S> type, PropertyState state) {
        return state.source() instanceof Derived<?>
                || type.home() != null && state.state().length == 0
                || type.sentAsEvents(folding(type, state, null).current());
    }

    /** Whether operations of a type were kept in a state that is known here. */
    public boolean hasKept(EntityState state) {
        for (PropertyState property : state.properties().values()) {
            if (Opaque.is(property) && types.find(property.dataType(), property.version()) != null) {
                return true;
            }
        }
        return false;
    }

    /** The same state, with the operations folded that were kept while their type was not known here. */
    public EntityState known(EntityState state) {
        EntityState known = state;
        for (Map.Entry<String, PropertyState> entry : state.properties().entrySet()) {
            PropertyState property = entry.getValue();
            if (!Opaque.is(property)) {
                continue;
            }
            DataType<?> type = types.find(property.dataType(), property.version());
            if (type != null) {
                Origin origin = new Origin(state.id(), entry.getKey(), null, copies);
                PropertyState folded = folding(type, property, origin).toProperty();
                Map<String, PropertyState> changed = new TreeMap<>(Map.of(entry.getKey(), folded));
                if (type.home() != null) {
                    derive(known, folded, changed);
                }
                known = known.with(known.head(), changed);
            }
        }
        return known;
    }
}
