package ankurah.event;

import ankurah.event.internal.Strings;
import java.nio.charset.StandardCharsets;

/**
 * The rules for stored names of collections, properties and data types: 1 to 255 bytes of UTF-8 without control
 * characters. {@code id} and names that begin with {@code _} are the system's own.
 */
public final class Names {
    public static final int MAX_BYTES = 255;
    /** The reserved property whose value true means that the entity is deleted. */
    public static final String DELETED = "_deleted";

    public static final String ID = "id";

    private Names() {}

    /** Checks a name that may be reserved. */
    public static void requireStored(String name, String what) {
        Strings.requireValid(name);
        boolean tooLong = name.length() > MAX_BYTES
                || name.length() * 3 > MAX_BYTES && name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
        if (name.isEmpty() || tooLong) {
            throw new AnkurahException.Invalid(
                    "name.length",
                    "the name of a " + what + " has 1 to " + MAX_BYTES + " bytes: '" + shown(name) + "'");
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < 0x20 || name.charAt(i) == 0x7f) {
                throw new AnkurahException.Invalid(
                        "name.control_character",
                        "the name of a " + what + " holds a control character at offset " + i);
            }
        }
    }

    /** Checks a name that a user gave. */
    public static void requireUsable(String name, String what) {
        requireStored(name, what);
        if (isReserved(name)) {
            throw new AnkurahException.Invalid(
                    "name.reserved",
                    "'" + shown(name) + "' is reserved: 'id' and names beginning with '_' cannot name a " + what);
        }
    }

    public static boolean isReserved(String name) {
        return name.equals(ID) || name.startsWith("_");
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "..." : name;
    }
}
