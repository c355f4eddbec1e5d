package ankurah.core.type;

import ankurah.event.EventId;

/**
 * A data type whose operations are folded in the order of their events' ids: stock that is never overdrawn, a seat that one
 * of many gets, the last ten of something. Every node has the same order, and in it causes come before effects; so any
 * deterministic fold agrees everywhere.
 *
 * <p>An operation that arrives after others with greater ids is put before them, and what it changes for them changes: who
 * got the last item may lose it to one who was offline. The result is final only for who knows that nobody was. So that a
 * late operation does not cost the whole history, states are remembered here and there, closer together towards the end:
 * an operation that belongs before the last n costs about n steps, and 2 log n states are kept. Operations in order, which
 * is nearly all of them, cost one step.
 *
 * <p>Durable nodes read the operations behind a late one from the history. Ephemeral nodes have none; they are sent states,
 * and what they show of their own pending operations is as if these came last.
 *
 * @param <S> what was folded so far; immutable, and best small
 */
public abstract non-sealed class RefoldedType<S> extends DataType<S> {
    protected RefoldedType(String name, int version) {
        super(name, version);
    }

    /**
     * The next step. May leave the state as it is: an operation that breaks a rule in its place contributes nothing.
     *
     * @param event the id of the event that carries the operation, greater than those folded before. Inside a transaction,
     *     whose event has no id yet, it is greater than every other
     */
    public abstract S fold(S state, EventId event, byte[] operation);

    /** A state as bytes. */
    public abstract byte[] encode(S state);

    /** What {@link #encode} gave. */
    public abstract S decode(byte[] encoded);
}
