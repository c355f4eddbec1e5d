package ankurah.cli.internal.input;

import ankurah.event.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of a CSV file below its header, typed by a {@link Typing}. */
final class CsvRows implements RowReader {
    private final ByteSource source;
    private final Place place;
    private final CsvScanner scanner;
    private final Typing typing;
    private String @Nullable [] header;

    CsvRows(ByteSource source, Place place, char separator, Typing typing) {
        this.source = source;
        this.place = place;
        this.scanner = new CsvScanner(source, place, separator);
        this.typing = typing;
    }

    @Override
    public @Nullable SourceRow next() throws IOException {
        if (header == null) {
            header = header();
        }
        List<@Nullable String> cells = header.length == 0 ? null : scanner.next();
        if (cells == null) {
            return null;
        }
        long line = scanner.recordLine();
        if (cells.size() != header.length) {
            throw place.wrong(line, "the record has " + cells.size() + " cells, the header " + header.length);
        }
        Map<String, Value> fields = LinkedHashMap.newLinkedHashMap(header.length);
        for (int i = 0; i < header.length; i++) {
            fields.put(header[i], value(line, header[i], cells.get(i)));
        }
        return new SourceRow(line, fields);
    }

    private Value value(long line, String column, @Nullable String cell) {
        try {
            return typing.ofCell(column, cell);
        } catch (Typing.Unreadable unreadable) {
            throw place.wrong(line, "column '" + column + "': " + unreadable.getMessage());
        }
    }

    private String[] header() throws IOException {
        List<@Nullable String> cells = scanner.next();
        Set<String> names = new LinkedHashSet<>();
        if (cells != null) {
            for (String name : cells) {
                if (name == null || name.isEmpty()) {
                    throw place.wrong(1, "column " + (names.size() + 1) + " has no name in the header");
                }
                if (!names.add(name)) {
                    throw place.wrong(1, "the header names '" + name + "' twice");
                }
            }
            typing.requireKnown(names);
        }
        return names.toArray(String[]::new);
    }

    @Override
    public long position() {
        return source.position();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
