package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.internal.Strings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document that is written path by path, {@code json}: writers of different fields do not disturb each other.
 *
 * <p>The document is what one gets by carrying out all writes in the order of their events' ids:
 *
 * <ul>
 *   <li>of two writes to one path the one with the greater id stays, as everywhere;
 *   <li>setting a path replaces all that is under it, except what greater ids wrote there;
 *   <li>setting a path inside of something that is not an object, or not there, makes it an object;
 *   <li>removing a path removes all that is under it, except what greater ids wrote there; inside of something that is not
 *       an object it does nothing.
 * </ul>
 *
 * <p>So of {@code a = 5} and a concurrent {@code a.b = 1} the greater id decides whether {@code a} is 5 or {@code {"b": 1}}.
 * Arrays are written whole. What a write costs depends on the length of its path and the size of what it replaces.
 *
 * <p>The value is a JSON document, which queries look into by path; null while there is nothing. An erased write is null at
 * its paths, which stay.
 */
public final class JsonMerge extends CommutingType<JsonMerge.Document> {
    public static final JsonMerge TYPE = new JsonMerge();

    private static final Document EMPTY = new Document(JsonNode.NOTHING);

    /** A document, and which events wrote what of it. */
    public static final class Document {
        final JsonNode root;

        Document(JsonNode root) {
            this.root = root;
        }
    }

    /** A place in a document. */
    public static final class Place {
        private final List<String> path;

        Place(List<String> path) {
            this.path = List.copyOf(path);
        }

        /**
         * Writes JSON there: null, a boolean, a number that is not a float, a string, or a JSON document.
         *
         * @throws ankurah.event.AnkurahException.Invalid {@code value.not_json} for other kinds; {@code value.too_deep}
         */
        public TypedOperation<Document> set(Value value) {
            Value json = value instanceof Value.Json document ? document.root() : value;
            return TYPE.operation(JsonChange.encode(List.of(new JsonChange(path, json))));
        }

        /** Takes out what is there. */
        public TypedOperation<Document> remove() {
            return TYPE.operation(JsonChange.encode(List.of(new JsonChange(path, null))));
        }
    }

    private JsonMerge() {
        super("json", 1);
    }

    /** The place that these steps lead to from the root; without any, the whole document. */
    public static Place at(String... steps) {
        return new Place(List.of(steps));
    }

    /** Writes JSON at a path of field names joined by points, as {@code settings.theme}; see {@link #at} for others. */
    public static TypedOperation<Document> set(String path, Value value) {
        return new Place(split(path)).set(value);
    }

    /** Takes out what is at a path of field names joined by points. */
    public static TypedOperation<Document> remove(String path) {
        return new Place(split(path)).remove();
    }

    private static List<String> split(String path) {
        List<String> steps = new ArrayList<>();
        int from = 0;
        for (int at = path.indexOf('.'); at >= 0; at = path.indexOf('.', from)) {
            steps.add(path.substring(from, at));
            from = at + 1;
        }
        steps.add(path.substring(from));
        return steps;
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.of(Value.Kind.JSON, Value.Kind.NULL);
    }

    @Override
    public void check(byte[] operation) {
        List<JsonChange> unused = JsonChange.decode(operation);
    }

    @Override
    public Document initial() {
        return EMPTY;
    }

    @Override
    public Document apply(Document state, EventId event, byte[] operation) {
        JsonNode root = state.root;
        for (JsonChange change : JsonChange.decode(operation)) {
            root = root.with(change.path(), 0, change.value(), event);
        }
        return new Document(root);
    }

    @Override
    public Value value(Document state) {
        Value shown = state.root.shown();
        return shown == null ? Value.NULL : new Value.Json(shown);
    }

    @Override
    public byte[] encode(Document state) {
        return new JsonNodeCodec().encode(state.root);
    }

    @Override
    public Document decode(byte[] encoded, Value value) {
        return new Document(new JsonNodeCodec().decode(encoded, value));
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        return JsonChange.encode(JsonChange.combined(JsonChange.decode(first), JsonChange.decode(second)));
    }

    @Override
    public byte[] erased(byte[] operation) {
        List<JsonChange> left = new ArrayList<>();
        for (JsonChange change : JsonChange.decode(operation)) {
            left.add(change.value() == null ? change : new JsonChange(change.path(), Value.NULL));
        }
        return JsonChange.encode(left);
    }

    /** Fields that it would gain, lose or change are written, each by itself, if they are what they were. */
    @Override
    public @Nullable TypedOperation<Document> restoring(Document now, Document was, Document wanted) {
        List<JsonChange> changes = new ArrayList<>();
        compare(List.of(), now.root.shown(), was.root.shown(), wanted.root.shown(), changes);
        return changes.isEmpty() ? null : TYPE.operation(JsonChange.encode(changes));
    }

    private static void compare(
            List<String> path,
            @Nullable Value now,
            @Nullable Value was,
            @Nullable Value wanted,
            List<JsonChange> changes) {
        if (Objects.equals(was, wanted)) {
            return;
        }
        if (!(was instanceof Value.Obj before && wanted instanceof Value.Obj after && now instanceof Value.Obj shown)) {
            if (Objects.equals(now, was)) {
                changes.add(new JsonChange(path, wanted));
            }
            return;
        }
        TreeSet<String> names = new TreeSet<>(Strings::compareCodePoints);
        names.addAll(before.fields().keySet());
        names.addAll(after.fields().keySet());
        for (String name : names) {
            List<String> inner = new ArrayList<>(path);
            inner.add(name);
            compare(
                    inner,
                    shown.fields().get(name),
                    before.fields().get(name),
                    after.fields().get(name),
                    changes);
        }
    }

    @Override
    public boolean sentAsEvents(Document state) {
        return true;
    }
}
