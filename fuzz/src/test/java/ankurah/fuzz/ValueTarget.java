package ankurah.fuzz;

import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.ValueText;

/** Values, and their text, which reads back as the value it was printed from. */
public final class ValueTarget {
    private ValueTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Target.canonical(
                bytes,
                b -> {
                    Value value = ValueCodec.decode(b);
                    requireReadable(value);
                    return value;
                },
                ValueCodec::encode);
    }

    private static void requireReadable(Value value) {
        if (value.kind() == Value.Kind.LIST || value.kind() == Value.Kind.JSON) {
            // The text of these does not tell the kinds of what is in them.
            return;
        }
        Value again = ValueText.read(value.kind(), ValueText.print(value));
        if (again != null && again.compareTo(value) != 0) {
            throw new AssertionError(value + " is printed as " + ValueText.print(value) + ", which reads as " + again);
        }
    }
}
