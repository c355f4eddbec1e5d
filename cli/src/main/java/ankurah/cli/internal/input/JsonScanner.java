package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import ankurah.event.Value;
import java.io.IOException;

/**
 * Cuts JSON values out of a stream of bytes. It only follows strings and the depth of brackets; whether a value is JSON is
 * for {@link PlacedJson} to say, once it has been cut out.
 */
final class JsonScanner {
    private final ByteSource source;
    private final Place place;
    private final ByteBuilder value = new ByteBuilder();
    private long valueLine;
    private long valueColumn;

    JsonScanner(ByteSource source, Place place) {
        this.source = source;
        this.place = place;
    }

    /** Takes this punctuation mark, with blanks before it, if it comes next. */
    boolean take(char mark) throws IOException {
        source.skipSpace();
        if (source.peek() != mark) {
            return false;
        }
        source.read();
        return true;
    }

    void require(char mark) throws IOException {
        if (!take(mark)) {
            throw unexpected("'" + mark + "'");
        }
    }

    Failure unexpected(String expected) throws IOException {
        int b = source.peek();
        String found = b == ByteSource.END ? "the end" : b > 0x20 && b < 0x7f ? "'" + (char) b + "'" : "byte " + b;
        return place.wrong(source.line(), source.column(), "expected " + expected + " and found " + found);
    }

    /** Cuts out and reads the next value. */
    Value read() throws IOException {
        source.skipSpace();
        valueLine = source.line();
        valueColumn = source.column();
        value.clear();
        cut(true);
        return PlacedJson.parse(place, value.text(), valueLine, valueColumn);
    }

    /** Where the value last read begins. */
    long valueLine() {
        return valueLine;
    }

    /** Passes over the next value. */
    void skip() throws IOException {
        source.skipSpace();
        valueLine = source.line();
        cut(false);
    }

    private void cut(boolean keep) throws IOException {
        int depth = 0;
        while (true) {
            int b = source.peek();
            if (b == ByteSource.END) {
                throw place.wrong(valueLine, "the file ends inside the value that begins here");
            }
            if (depth == 0 && (b == ',' || b == ']' || b == '}' || b == ':' || ByteSource.isSpace(b))) {
                return; // behind a number or a word
            }
            source.read();
            keep(keep, b);
            if (b == '"') {
                string(keep);
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            if (depth == 0 && (b == '"' || b == '}' || b == ']')) {
                return;
            }
        }
    }

    private void string(boolean keep) throws IOException {
        while (true) {
            int b = source.read();
            if (b == ByteSource.END) {
                throw place.wrong(valueLine, "the file ends inside a string of the value that begins here");
            }
            keep(keep, b);
            if (b == '"') {
                return;
            }
            if (b == '\\') {
                int escaped = source.read();
                if (escaped != ByteSource.END) {
                    keep(keep, escaped);
                }
            }
        }
    }

    private void keep(boolean keep, int b) {
        if (keep && !value.add(b)) {
            throw place.wrong(
                    valueLine, "the row that begins here has more than " + (ByteBuilder.MAX_BYTES >> 20) + " MiB");
        }
    }
}
