package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A data type whose operations are applied when they arrive, in any order that has causes before effects: counters, sets,
 * registers, texts. Concurrent operations must give the same state whichever comes first.
 *
 * @param <S> the state; immutable. One that is costly to copy may hand its working copy on, see {@link Handoff}
 */
public abstract non-sealed class CommutingType<S> extends DataType<S> {
    protected CommutingType(String name, int version) {
        super(name, version);
    }

    /**
     * The state with one more operation, which is not in it yet and has passed {@link #check}.
     *
     * @param event the id of the event that carries it. Inside a transaction, whose event has no id yet, it is one
     *     greater than every other
     */
    public abstract S apply(S state, EventId event, byte[] operation);

    /**
     * The bytes a state is stored as; empty if its value says it all, and never beginning with {@code ff}. Called once a
     * commit for each changed property, so it should cost no more than copying: keep in the state what is encoded already.
     */
    public abstract byte[] encode(S state);

    /**
     * What {@link #encode} gave.
     *
     * @param value what {@link #value} gave, which need not be stored twice
     */
    public abstract S decode(byte[] encoded, Value value);

    /**
     * The state without some of the operations that it is made of; null if they cannot be taken out again. A node that wants to know how a
     * property was before its newest operations asks for this, and applies all the earlier ones again otherwise.
     */
    public @Nullable S without(S state, List<byte[]> operations) {
        return null;
    }

    /** The working copy that a state holds, for types with large states; null for all others. */
    public @Nullable Handoff<?> handoff(S state) {
        return null;
    }

    /**
     * Whether a row with such a state may be sent to other nodes as the events that changed it, instead of as its whole
     * state. Only then must every node have this type to show its value; so it is false unless a type says otherwise.
     */
    public boolean sentAsEvents(S state) {
        return false;
    }

    /**
     * Whether an operation meets one in the state with which it does not commute after all, so that the order of ids has
     * to decide. The node then applies all of the property's operations again, from {@link #initial}, in the order of
     * their ids; so {@link #apply} must be right for operations that come in that order. A state for which that was so is
     * not to be {@linkplain #sentAsEvents sent as events}. It is not asked on nodes without the history.
     */
    public boolean conflicts(S state, EventId event, byte[] operation) {
        return false;
    }

    /**
     * For a type with a {@linkplain #home home}: the properties of the same entity whose values it sets. Once named, a
     * property goes on being named. It is then of this data type, and plain writes to it are refused where they enter; if
     * replicated events still write it, the greatest (type name, version) decides as everywhere.
     */
    public Set<String> derived(S state) {
        return Set.of();
    }

    /** The value of a property that {@link #derived} names. */
    public Value derived(S state, String property) {
        return Value.NULL;
    }
}
