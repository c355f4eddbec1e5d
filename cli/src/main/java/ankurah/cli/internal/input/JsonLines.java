package ankurah.cli.internal.input;

import ankurah.event.Value;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON Lines: an object on each line; blank lines count, but hold no row. */
final class JsonLines implements RowReader {
    private final ByteSource source;
    private final Place place;
    private final ByteBuilder line = new ByteBuilder();

    JsonLines(ByteSource source, Place place) {
        this.source = source;
        this.place = place;
    }

    @Override
    public @Nullable SourceRow next() throws IOException {
        source.skipSpace();
        if (source.peek() == ByteSource.END) {
            return null;
        }
        long number = source.line();
        long column = source.column();
        line.clear();
        for (int b = source.read(); b != '\n' && b != ByteSource.END; b = source.read()) {
            if (!line.add(b)) {
                throw place.wrong(number, "the line has more than " + (ByteBuilder.MAX_BYTES >> 20) + " MiB");
            }
        }
        if (PlacedJson.parse(place, line.text(), number, column) instanceof Value.Obj object) {
            return new SourceRow(number, object.fields());
        }
        throw place.wrong(number, "the line is JSON but not an object");
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
