package ankurah.event;

import ankurah.event.internal.Strings;

/**
 * The rules for stored names of collections, properties, data types and authors: 1 to 255 bytes of UTF-8 without the
 * control characters U+0000 to U+001F and U+007F. {@code id} and names that begin with {@code _} are the system's own.
 */
public final class Names {
    public static final int MAX_BYTES = 255;
    /** The reserved property whose value true means that the entity is deleted. */
    public static final String DELETED = "_deleted";

    public static final String ID = "id";

    private Names() {}

    /** Checks a name that may be reserved. */
    public static void requireStored(String name, String what) {
        if (!isShortAscii(name)) {
            requireStoredSlowly(name, what);
        }
    }

    /** Nearly every name; each property of each event is looked at. */
    private static boolean isShortAscii(String name) {
        int length = name.length();
        if (length == 0 || length > MAX_BYTES) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c < 0x20 || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static void requireStoredSlowly(String name, String what) {
        Strings.requireValid(name);
        if (name.isEmpty() || name.length() > MAX_BYTES || Strings.utf8Length(name) > MAX_BYTES) {
            throw new AnkurahException.Invalid(
                    "name.length",
                    "the " + what + " name has to have 1 to " + MAX_BYTES + " bytes: '" + shown(name) + "'");
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < 0x20 || name.charAt(i) == 0x7f) {
                throw new AnkurahException.Invalid(
                        "name.control_character", "the " + what + " name holds a control character at offset " + i);
            }
        }
    }

    /** Checks a name that a user gave. */
    public static void requireUsable(String name, String what) {
        requireStored(name, what);
        if (isReserved(name)) {
            throw new AnkurahException.Invalid(
                    "name.reserved",
                    "the " + what + " name '" + shown(name) + "' is reserved: 'id' and names beginning with '_' are"
                            + " the system's own");
        }
    }

    public static boolean isReserved(String name) {
        return name.equals(ID) || name.startsWith("_");
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "..." : name;
    }
}
