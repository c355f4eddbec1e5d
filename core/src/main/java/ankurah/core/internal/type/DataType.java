package ankurah.core.internal.type;

import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.storage.PropertyState;
import org.jspecify.annotations.Nullable;

/**
 * How operations become a value. Folding must give the same state for every order in which a set of operations arrives
 * that puts causes before effects; ids being such an order, a type may also depend on it.
 */
interface DataType {
    /**
     * Looks at an operation where it enters the system; later it is trusted.
     *
     * @throws ankurah.event.AnkurahException.Invalid if the type cannot read it
     */
    void check(Operation operation);

    /**
     * Folds one operation that is not yet in the state.
     *
     * @param before what earlier operations of the same type and version left; null before the first
     */
    PropertyState apply(@Nullable PropertyState before, EventId event, Operation operation);
}
