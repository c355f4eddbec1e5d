package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fields of a file get another name as properties. */
public final class Renaming {
    /** For what cannot be renamed. */
    public static final Renaming NONE = new Renaming(Map.of(), false);

    private final Map<String, String> names;
    private final boolean offered;

    private Renaming(Map<String, String> names, boolean offered) {
        this.names = names;
        this.offered = offered;
    }

    /** Reads {@code old:new,...}; null stands for no renaming. */
    public static Renaming parse(@Nullable String text) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String pair : text == null ? List.<String>of() : List.of(text.split(",", -1))) {
            int colon = pair.indexOf(':');
            if (colon <= 0 || colon == pair.length() - 1) {
                throw Failure.usage("--rename is a list of old:new, and '" + pair + "' is not one");
            }
            names.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        return new Renaming(names, true);
    }

    /** Whether there is a {@code --rename} to point to. */
    boolean isOffered() {
        return offered;
    }

    /** The property that a field of the file becomes. */
    public String property(String field) {
        return names.getOrDefault(field, field);
    }

    /** The field of the file behind a name that may be the field's or the property's. */
    String source(String name) {
        for (Map.Entry<String, String> renamed : names.entrySet()) {
            if (renamed.getValue().equals(name)) {
                return renamed.getKey();
            }
        }
        return name;
    }
}
