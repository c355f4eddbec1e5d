package ankurah.server.internal.watch;

/** Writes one JSON object, member by member. */
public final class Json {
    private final StringBuilder out = new StringBuilder("{");

    public Json with(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    public Json with(String name, long value) {
        name(name).append(value);
        return this;
    }

    public Json with(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    /** To three places. */
    public Json with(String name, double value) {
        name(name).append(Math.round(value * 1_000) / 1_000.0);
        return this;
    }

    /** With JSON that is there already. */
    public Json withJson(String name, String json) {
        name(name).append(json);
        return this;
    }

    private StringBuilder name(String name) {
        if (out.length() > 1) {
            out.append(',');
        }
        quote(name);
        return out.append(':');
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return out + "}";
    }
}
