package ankurah.storage;

import ankurah.event.Value;
import ankurah.storage.internal.state.PropertyMap;
import java.util.Arrays;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One property as folded so far. Never changes: what is worked out only when it is asked for is the same whenever that is.
 */
public final class PropertyState {
    private final String dataType;
    private final int version;
    /** The bytes, or the source that has them. One field for both, because there are many of these on the heap. */
    private final Object memory;

    private @Nullable Value value;

    /**
     * Where a property's value and bytes come from when they are asked for. A data type keeps its decoded state here, so
     * that the next operation need not read the bytes again. Each answer is always the same.
     */
    public interface Source {
        /** Asked for once or a few times. */
        Value value();

        /** Not to be written to. */
        byte[] state();
    }

    /**
     * @param dataType the data type that folds it
     * @param version the version of the data type's encoding
     * @param value what queries see
     * @param state the data type's own memory, such as the id of the winning event; not to be written to
     */
    public PropertyState(String dataType, int version, Value value, byte[] state) {
        this.dataType = dataType;
        this.version = version;
        this.value = value;
        this.memory = state;
    }

    /** A property that is worked out when it is asked for. */
    public PropertyState(String dataType, int version, Source source) {
        this.dataType = dataType;
        this.version = version;
        this.memory = source;
    }

    /**
     * Properties of one entity, immutable.
     *
     * @param names distinct and sorted by code point; taken over, as are the states that stand at the same places
     */
    public static SortedMap<String, PropertyState> sorted(String[] names, PropertyState[] states) {
        return PropertyMap.ofSorted(names, states);
    }

    /** The data type that folds it. */
    public String dataType() {
        return dataType;
    }

    /** The version of the data type's encoding. */
    public int version() {
        return version;
    }

    /** What queries see. */
    public Value value() {
        Value known = value;
        if (known == null) {
            // Two threads may both ask and get equal values, which are immutable, so either may be kept.
            known = ((Source) memory).value();
            value = known;
        }
        return known;
    }

    /** The data type's own memory, such as the id of the winning event; not to be written to. */
    public byte[] state() {
        return memory instanceof byte[] bytes ? bytes : ((Source) memory).state();
    }

    /** Where it was worked out from; null for one that was read from a store or a wire. */
    public @Nullable Source source() {
        return memory instanceof Source source ? source : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof PropertyState that
                        && dataType.equals(that.dataType)
                        && version == that.version
                        && value().equals(that.value())
                        && Arrays.equals(state(), that.state());
    }

    @Override
    public int hashCode() {
        return value().hashCode() * 31 + Arrays.hashCode(state());
    }

    @Override
    public String toString() {
        return "PropertyState[" + dataType + "/" + version + ", " + value() + "]";
    }
}
