package ankurah.fuzz;

import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.storage.PropertyState;
import ankurah.text.TextFormatException;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.List;

/** What data types remember beside a value, as servers send it and stores give it. */
public final class TypeStateTarget {
    private static final DataTypes TYPES = DataTypes.builtIn();
    private static final Properties PROPERTIES = new Properties(TYPES);
    private static final List<String> NAMES = List.of("counter", "set", "json", "text", "erase");

    private TypeStateTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String name = NAMES.get(data.consumeInt(0, NAMES.size() - 1));
        byte[] value = data.consumeBytes(data.consumeInt(0, 60));
        byte[] state = data.consumeRemainingAsBytes();
        DataType<?> type = TYPES.find(name, 1);
        if (type == null) {
            throw new AssertionError(name);
        }
        try {
            read(type, value.length == 0 ? Value.NULL : ValueCodec.decode(value), state);
        } catch (AnkurahException | TextFormatException refused) {
            if (refused.getMessage() == null) {
                throw new AssertionError("a refusal that does not say why", refused);
            }
        }
    }

    private static <S> void read(DataType<S> type, Value value, byte[] state) {
        S read = PROPERTIES.current(type, new PropertyState(type.name(), type.version(), value, state));
        type.value(read);
    }
}
