package ankurah.processor.internal;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** How names are written elsewhere. */
public final class Spelling {
    /** Parameters that stand beside a model in what is written. */
    private static final Set<String> TAKEN = Set.of("into", "json", "tx");

    private Spelling() {}

    /** {@code PlaylistTrack} is {@code playlist_track}, {@code HTTPRequest} is {@code http_request}. */
    public static String snake(String name) {
        StringBuilder out = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (beginsWord(name, i)) {
                out.append('_');
            }
            out.append(c);
        }
        return out.toString().toLowerCase(Locale.ROOT);
    }

    /** {@code birthYear} is {@code BIRTH_YEAR}. */
    public static String constant(String name) {
        return snake(name).toUpperCase(Locale.ROOT);
    }

    /** {@code Album} is {@code album}, unless that name is taken where it is used. */
    public static String parameter(String name) {
        String lower = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        return SourceVersion.isKeyword(lower) || TAKEN.contains(lower) || lower.equals(name) ? "model" : lower;
    }

    private static boolean beginsWord(String name, int at) {
        if (at == 0 || !Character.isUpperCase(name.charAt(at)) || name.charAt(at - 1) == '_') {
            return false;
        }
        boolean insideCapitals = Character.isUpperCase(name.charAt(at - 1));
        boolean lowerFollows = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
        return !insideCapitals || lowerFollows;
    }

    /** {@code an int}, {@code a text}. */
    public static String withArticle(String noun) {
        return ("aeiou".indexOf(Character.toLowerCase(noun.charAt(0))) >= 0 ? "an " : "a ") + noun;
    }
}
