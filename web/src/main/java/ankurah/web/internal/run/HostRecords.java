package ankurah.web.internal.run;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;

/** What records derive, by reading the fields that an object has: what is called here does not exist, and is put there behind the compiler. */
public final class HostRecords {
    private HostRecords() {}

    public static boolean equal(Object one, @Nullable Object other) {
        return equalFields(one, other);
    }

    public static int hash(Object record) {
        return hashFields(record);
    }

    /** @param shape as {@link RecordText} takes it, where the name of a component that is no object has the letter of its type before it */
    public static String text(String shape, Object record) {
        return textOfFields(shape, record);
    }

    @JSBody(
            params = {"shape", "record"},
            script = "return ankurahRecordText(shape, record);")
    private static native String textOfFields(String shape, Object record);

    @JSBody(
            params = {"one", "other"},
            script = "return ankurahRecordsEqual(one, other);")
    private static native boolean equalFields(Object one, @Nullable Object other);

    @JSBody(params = "record", script = "return ankurahRecordHash(record);")
    private static native int hashFields(Object record);
}
