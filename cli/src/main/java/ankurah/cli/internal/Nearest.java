package ankurah.cli.internal;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name somebody probably meant. */
public final class Nearest {
    private static final int MAX_LENGTH = 64;

    private Nearest() {}

    /** The candidate with the fewest edits from {@code name}, null when none is close. */
    public static @Nullable String of(String name, Collection<String> candidates) {
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int edits = edits(plain(name), plain(candidate));
            boolean close = edits <= Math.max(2, Math.min(name.length(), candidate.length()) / 2);
            if (close && edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return best;
    }

    /** {@code " (did you mean 'x'?)"}, or nothing when no candidate is close. */
    public static String hint(String name, Collection<String> candidates) {
        String nearest = of(name, candidates);
        return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
    }

    /** Case and underscores are what differs most often: {@code PlaylistTrack} and {@code playlist_track}. */
    private static String plain(String name) {
        String plain = name.replace("_", "").toLowerCase(Locale.ROOT);
        return plain.length() > MAX_LENGTH ? plain.substring(0, MAX_LENGTH) : plain;
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
