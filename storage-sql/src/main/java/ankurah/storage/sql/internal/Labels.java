package ankurah.storage.sql.internal;

import java.util.function.Predicate;

/**
 * Names of tables and columns for the names of collections and properties, which may be anything. A label has at most
 * {@value #MAX} characters, all of them small letters, digits and underscores, and begins with a letter, so it means the same
 * in every database whatever its rules are; the tables {@code _collections} and {@code _properties} say what each stands
 * for.
 */
final class Labels {
    private static final int MAX = 40;

    private Labels() {}

    /** @param number makes the label one of its own where another one is taken */
    static String of(String name, int number, Predicate<String> taken) {
        String label = plain(name);
        return taken.test(label) ? label + "_" + number : label;
    }

    private static String plain(String name) {
        StringBuilder label = new StringBuilder();
        char before = '_';
        for (int i = 0; i < name.length() && label.length() < MAX; i++) {
            char c = name.charAt(i);
            boolean upper = c >= 'A' && c <= 'Z';
            if (upper && before >= 'a' && before <= 'z') {
                label.append('_');
            }
            char next = upper ? (char) (c + 32) : c;
            boolean plain = next >= 'a' && next <= 'z' || next >= '0' && next <= '9';
            if (plain) {
                label.append(next);
            } else if (before != '_') {
                label.append('_');
            }
            before = plain ? c : '_';
        }
        boolean letter = !label.isEmpty() && label.charAt(0) >= 'a' && label.charAt(0) <= 'z';
        // Names that begin so are the database's own in SQLite.
        return letter && !label.toString().startsWith("sqlite_") ? label.toString() : "x_" + label;
    }
}
