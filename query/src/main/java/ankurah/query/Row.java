package ankurah.query;

import ankurah.event.EntityId;
import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** What predicates and orders look at. */
public interface Row {
    EntityId id();

    /** The visible value of a property by its stored name; {@link Value#NULL} when the row has none. */
    Value get(String property);

    /** The row a reference leads to; null when there is none or it may not be seen. */
    default @Nullable Row follow(EntityId target) {
        return null;
    }
}
