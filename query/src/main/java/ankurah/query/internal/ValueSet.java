package ankurah.query.internal;

import ankurah.event.Value;
import java.util.Arrays;
import java.util.List;

/** Values sorted for look-up by the value order, in which numbers of different kinds may be equal. */
final class ValueSet {
    private final Value[] sorted;

    private ValueSet(Value[] sorted) {
        this.sorted = sorted;
    }

    static ValueSet of(List<Value> values) {
        Value[] sorted = values.toArray(new Value[0]);
        Arrays.sort(sorted);
        return new ValueSet(sorted);
    }

    boolean contains(Value value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = sorted[middle].compareTo(value);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
