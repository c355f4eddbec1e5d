package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.Nearest;
import ankurah.event.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a JSON array: the whole file, or one inside the file's object. */
final class JsonRows implements RowReader {
    private static final int MAX_NAMES = 200;

    private final ByteSource source;
    private final Place place;
    private final JsonScanner scanner;
    private final List<String> path;
    private boolean begun;
    private boolean ended;
    private long number;

    /** @param path the fields that lead to the array, none when the file is the array */
    JsonRows(ByteSource source, Place place, List<String> path) {
        this.source = source;
        this.place = place;
        this.scanner = new JsonScanner(source, place);
        this.path = path;
    }

    @Override
    public @Nullable SourceRow next() throws IOException {
        if (!begun) {
            begin();
        }
        if (ended || (number == 0 && scanner.take(']'))) {
            return end();
        }
        if (number > 0 && !scanner.take(',')) {
            scanner.require(']');
            return end();
        }
        number++;
        Value row = scanner.read();
        return new SourceRow(scanner.valueLine(), fields(row));
    }

    private Map<String, Value> fields(Value row) {
        if (row instanceof Value.Obj object) {
            return object.fields();
        }
        throw place.wrong(scanner.valueLine(), "row " + number + " of the array is not an object");
    }

    private @Nullable SourceRow end() throws IOException {
        if (!ended && path.isEmpty()) {
            source.skipSpace();
            if (source.peek() != ByteSource.END) {
                throw scanner.unexpected("the end behind the array");
            }
        }
        ended = true;
        return null;
    }

    private void begin() throws IOException {
        begun = true;
        for (int depth = 0; depth < path.size(); depth++) {
            descend(path.get(depth), String.join(".", path.subList(0, depth + 1)));
        }
        if (!scanner.take('[')) {
            if (path.isEmpty()) {
                throw place.wrong(source.line(), objectWithoutPath());
            }
            throw place.wrong(source.line(), "'" + String.join(".", path) + "' is not an array");
        }
    }

    private void descend(String name, String shown) throws IOException {
        scanner.require('{');
        List<String> names = new ArrayList<>();
        while (nextField(names.isEmpty())) {
            String field = fieldName();
            if (field.equals(name)) {
                return;
            }
            names.add(field);
            scanner.skip();
        }
        String nearest = Nearest.hint(name, names);
        throw Failure.failed(place.file() + " has no '" + shown + "'" + (nearest.isEmpty() ? listed(names) : nearest));
    }

    private String objectWithoutPath() throws IOException {
        List<String> arrays = new ArrayList<>();
        if (scanner.take('{')) {
            boolean first = true;
            while (nextField(first)) {
                first = false;
                String field = fieldName();
                source.skipSpace();
                if (source.peek() == '[') {
                    arrays.add(field);
                }
                scanner.skip();
            }
        }
        return "the file holds one object and no rows; name an array in it with --array" + listed(arrays);
    }

    private static String listed(List<String> names) {
        return names.isEmpty()
                ? ""
                : " (there are: " + String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size()))) + ")";
    }

    private boolean nextField(boolean first) throws IOException {
        if (scanner.take('}')) {
            return false;
        }
        if (!first) {
            scanner.require(',');
        }
        return true;
    }

    private String fieldName() throws IOException {
        if (scanner.read() instanceof Value.Str name) {
            scanner.require(':');
            return name.value();
        }
        throw place.wrong(scanner.valueLine(), "the name of a field is not a string");
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
