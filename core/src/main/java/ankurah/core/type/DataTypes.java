package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data types a node knows. Operations of others it keeps as they are and passes on; their properties show null until
 * the node is opened with the type. Immutable.
 */
public final class DataTypes {
    private static final DataTypes NONE = new DataTypes(Map.of());
    private static final DataTypes BUILT_IN =
            NONE.with(Register.TYPE, Counter.TYPE, AddWinsSet.TYPE, JsonMerge.TYPE, TextType.TYPE, Erasure.TYPE);

    private final Map<Key, DataType<?>> types;

    private record Key(String name, int version) {}

    private DataTypes(Map<Key, DataType<?>> types) {
        this.types = types;
    }

    /** No type at all; plain values are written and read all the same. */
    public static DataTypes none() {
        return NONE;
    }

    /**
     * {@link Register}, {@link Counter}, {@link AddWinsSet}, {@link JsonMerge} and {@link TextType}, and {@link Erasure}, by
     * which events are erased.
     */
    public static DataTypes builtIn() {
        return BUILT_IN;
    }

    /**
     * With more types, or more versions of them.
     *
     * @throws AnkurahException.Invalid {@code type.twice} if one of that name and version is there already;
     *     {@code type.home} if its reserved property is not one it may have
     */
    public DataTypes with(DataType<?>... more) {
        Map<Key, DataType<?>> all = new HashMap<>(types);
        for (DataType<?> type : more) {
            requireHome(type);
            if (all.putIfAbsent(new Key(type.name(), type.version()), type) != null) {
                throw new AnkurahException.Invalid("type.twice", "there are two data types " + type);
            }
        }
        return new DataTypes(all);
    }

    /** A type that sets other properties would leave them behind in another version; it evolves inside its operations. */
    private static void requireHome(DataType<?> type) {
        String home = type.home();
        if (home == null) {
            return;
        }
        boolean sound = home.startsWith("_") && !home.equals(Names.DELETED) && type.version() == 1;
        if (!sound || !(type instanceof CommutingType)) {
            throw new AnkurahException.Invalid(
                    "type.home",
                    "the data type " + type + " may not live in '" + home
                            + "': that is for commuting types of version 1, in a name that begins with '_'");
        }
    }

    /** The type of that name and version; null if it is not known here. */
    public @Nullable DataType<?> find(String name, int version) {
        return types.get(new Key(name, version));
    }

    /** All of them, sorted by name and version. */
    public List<DataType<?>> all() {
        List<DataType<?>> all = new ArrayList<>(types.values());
        all.sort((a, b) -> {
            int order = a.name().compareTo(b.name());
            return order != 0 ? order : Integer.compare(a.version(), b.version());
        });
        return all;
    }

    @Override
    public String toString() {
        return "DataTypes" + all();
    }
}
