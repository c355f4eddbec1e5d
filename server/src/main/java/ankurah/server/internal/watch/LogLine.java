package ankurah.server.internal.watch;

/**
 * A line of a log that programs can read too: what happened, then {@code name=value}. What others chose stands in quotes with
 * everything escaped that could end the line or the value.
 */
public final class LogLine {
    private static final int MOST_CHARACTERS = 600;

    private final StringBuilder line;

    private LogLine(String what) {
        this.line = new StringBuilder(what);
    }

    public static LogLine of(String what) {
        return new LogLine(what);
    }

    public LogLine with(String name, long value) {
        line.append(' ').append(name).append('=').append(value);
        return this;
    }

    public LogLine with(String name, String value) {
        line.append(' ').append(name).append('=');
        if (isPlain(value)) {
            line.append(value);
        } else {
            quote(value);
        }
        return this;
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.length() <= MOST_CHARACTERS
                && value.chars()
                        .allMatch(c -> c >= '0' && c <= '9'
                                || c >= 'A' && c <= 'Z'
                                || c >= 'a' && c <= 'z'
                                || c == '.'
                                || c == '_'
                                || c == '-'
                                || c == '@'
                                || c == ':'
                                || c == '/');
    }

    private void quote(String value) {
        line.append('"');
        int end = Math.min(value.length(), MOST_CHARACTERS);
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                line.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                line.append(c);
            }
        }
        line.append(end < value.length() ? "..\"" : "\"");
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
