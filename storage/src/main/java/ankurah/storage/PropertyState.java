package ankurah.storage;

import ankurah.event.Value;
import java.util.Arrays;

/**
 * One property as folded so far.
 *
 * @param dataType the data type that folds it
 * @param version the version of the data type's encoding
 * @param value what queries see
 * @param state the data type's own memory, such as the id of the winning event; not to be written to
 */
public record PropertyState(String dataType, int version, Value value, byte[] state) {
    @Override
    public boolean equals(Object other) {
        return other instanceof PropertyState that
                && dataType.equals(that.dataType)
                && version == that.version
                && value.equals(that.value)
                && Arrays.equals(state, that.state);
    }

    @Override
    public int hashCode() {
        return value.hashCode() * 31 + Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return "PropertyState[" + dataType + "/" + version + ", " + value + "]";
    }
}
