package ankurah.processor.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the comment of a record says of it and of its components. */
final class Comments {
    private static final Pattern TAG = Pattern.compile("(?m)^\\s*(?=@[a-z])");

    private final List<String> parts = new ArrayList<>();

    /** @param comment null if there is none */
    Comments(@org.jspecify.annotations.Nullable String comment) {
        if (comment != null) {
            for (String part : TAG.split(comment)) {
                parts.add(String.join(" ", part.strip().split("\\s+")));
            }
        }
    }

    /** What stands before the first tag; empty if nothing does. */
    String ofRecord() {
        return parts.isEmpty() || parts.get(0).startsWith("@") ? "" : parts.get(0);
    }

    /** Empty if nothing is said of it. */
    String of(String component) {
        String tag = "@param " + component + " ";
        return parts.stream()
                .filter(part -> part.startsWith(tag))
                .map(part -> part.substring(tag.length()))
                .findFirst()
                .orElse("");
    }
}
