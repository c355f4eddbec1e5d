package ankurah.core;

import ankurah.event.Value;
import java.util.Optional;

/** Rows by a value, in the order of the values; numbers that are equal are one value. It never changes. */
public interface Groups extends Iterable<Groups.Group> {
    /** How many groups there are; none is empty. */
    int size();

    Optional<Group> find(Value key);

    /**
     * The rows that have one value.
     *
     * @param key the value as the first row has it
     * @param rows in the order of the rows that were grouped
     * @param sum see {@link LiveRows#groupBy(String, String)}; 0 if nothing is summed
     */
    record Group(Value key, ResultSet rows, Value sum) {
        public int count() {
            return rows.size();
        }
    }
}
