package ankurah.cli.internal.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of RFC 4180: cells between separators, in quotes when they hold one, a quote or a line break; a quote in quotes is
 * doubled. Lines end in LF, CR LF or CR.
 */
final class CsvScanner {
    /** A cell without a character outside quotes, which stands for null; {@code ""} is an empty text. */
    static final @Nullable String EMPTY = null;

    private static final int MAX_CELLS = 10_000;

    private final ByteSource source;
    private final Place place;
    private final char separator;
    private final ByteBuilder cell = new ByteBuilder();
    private long recordLine;

    CsvScanner(ByteSource source, Place place, char separator) {
        this.source = source;
        this.place = place;
        this.separator = separator;
    }

    /** The cells of the next record that is no blank line, null at the end. */
    @Nullable
    List<@Nullable String> next() throws IOException {
        while (source.peek() == '\n' || source.peek() == '\r') {
            source.read();
        }
        if (source.peek() == ByteSource.END) {
            return null;
        }
        recordLine = source.line();
        List<@Nullable String> cells = new ArrayList<>();
        do {
            if (cells.size() == MAX_CELLS) {
                throw place.wrong(recordLine, "the record has more than " + MAX_CELLS + " cells");
            }
            cells.add(source.peek() == '"' ? quoted() : plain());
        } while (separator());
        return cells;
    }

    /** Where the record last read begins. */
    long recordLine() {
        return recordLine;
    }

    private @Nullable String plain() throws IOException {
        cell.clear();
        while (!atEndOfCell()) {
            long column = source.column();
            int b = source.read();
            if (b == '"') {
                throw place.wrong(
                        source.line(),
                        column,
                        "a quote inside a cell: put the whole cell in quotes and double this one");
            }
            add(b);
        }
        return cell.size() == 0 ? EMPTY : text();
    }

    private String quoted() throws IOException {
        cell.clear();
        long line = source.line();
        long column = source.column();
        source.read();
        while (true) {
            int b = source.read();
            if (b == ByteSource.END) {
                throw place.wrong(line, column, "the quote that opens here is never closed");
            }
            if (b == '"') {
                if (source.peek() != '"') {
                    break;
                }
                source.read();
            }
            add(b);
        }
        if (!atEndOfCell()) {
            throw place.wrong(source.line(), source.column(), "text behind a closing quote");
        }
        return text();
    }

    private boolean atEndOfCell() throws IOException {
        int b = source.peek();
        return b == separator || b == '\n' || b == '\r' || b == ByteSource.END;
    }

    /** True at a separator, false at the end of the record. */
    private boolean separator() throws IOException {
        int b = source.read();
        if (b == '\r' && source.peek() == '\n') {
            source.read();
        }
        return b == separator;
    }

    private void add(int b) {
        if (!cell.add(b)) {
            throw place.wrong(recordLine, "a cell has more than " + (ByteBuilder.MAX_BYTES >> 20) + " MiB");
        }
    }

    private String text() {
        String text = cell.text();
        if (text == null) {
            throw place.wrong(recordLine, "the record that begins here is not UTF-8");
        }
        return text;
    }
}
