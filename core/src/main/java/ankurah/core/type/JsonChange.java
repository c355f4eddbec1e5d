package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Strings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One write to a document: {@code [[step, ...], value]}, or without a value to remove. An operation is an array of them,
 * sorted by path, and none inside of another, so that their order does not matter.
 *
 * @param value null to remove
 */
record JsonChange(List<String> path, @Nullable Value value) {

    static byte[] encode(List<JsonChange> changes) {
        CborWriter out = new CborWriter(64).array(changes.size());
        for (JsonChange change : changes) {
            Value value = change.value;
            change.requireSound();
            out.array(value == null ? 1 : 2).array(change.path.size());
            change.path.forEach(out::text);
            if (value != null) {
                ValueCodec.write(out, new Value.Json(value));
            }
        }
        return out.toBytes();
    }

    static List<JsonChange> decode(byte[] operation) {
        CborReader in = new CborReader(operation);
        List<JsonChange> changes = new ArrayList<>();
        for (int left = in.array(); left > 0; left--) {
            JsonChange change = read(in);
            if (!changes.isEmpty()) {
                JsonChange previous = changes.getLast();
                if (compare(previous.path, change.path) >= 0 || isWithin(change.path, previous.path)) {
                    throw in.malformed("the paths of a write are not sorted, or one is inside of another");
                }
            }
            changes.add(change);
        }
        in.end();
        return changes;
    }

    private static JsonChange read(CborReader in) {
        int parts = in.array();
        if (parts < 1 || parts > 2) {
            throw in.malformed("a write to a document has a path and perhaps a value");
        }
        List<String> path = new ArrayList<>();
        for (int left = in.array(); left > 0; left--) {
            path.add(in.text());
        }
        Value value = null;
        if (parts == 2) {
            if (!(ValueCodec.read(in) instanceof Value.Json json)) {
                throw in.malformed("what is written to a document is JSON");
            }
            value = json.root();
        }
        JsonChange change = new JsonChange(List.copyOf(path), value);
        change.requireSound();
        return change;
    }

    /** Names as in JSON objects, and all together not deeper than a value may be. */
    private void requireSound() {
        if (path.size() >= Value.MAX_DEPTH) {
            throw new AnkurahException.Invalid(
                    "value.too_deep", "a path into a document has fewer than " + Value.MAX_DEPTH + " steps");
        }
        Value unused = new Value.Json(under(path, value == null ? Value.NULL : value));
    }

    /** The document that has but this at its path. */
    private static Value under(List<String> path, Value value) {
        Value document = value;
        for (int i = path.size() - 1; i >= 0; i--) {
            document = new Value.Obj(Map.of(path.get(i), document));
        }
        return document;
    }

    /** One after the other. */
    static List<JsonChange> combined(List<JsonChange> first, List<JsonChange> second) {
        List<JsonChange> all = new ArrayList<>(first);
        for (JsonChange later : second) {
            all.removeIf(earlier -> isWithin(earlier.path, later.path));
            int outer = around(all, later.path);
            if (outer < 0) {
                all.add(later);
            } else {
                JsonChange its = all.get(outer);
                List<String> rest = later.path.subList(its.path.size(), later.path.size());
                all.set(outer, new JsonChange(its.path, inside(its.value, rest, later.value)));
            }
        }
        all.sort((a, b) -> compare(a.path, b.path));
        return all;
    }

    private static int around(List<JsonChange> changes, List<String> path) {
        for (int i = 0; i < changes.size(); i++) {
            if (isWithin(path, changes.get(i).path)) {
                return i;
            }
        }
        return -1;
    }

    /** What becomes of a value when something is written inside of it. */
    private static @Nullable Value inside(@Nullable Value base, List<String> path, @Nullable Value written) {
        if (path.isEmpty()) {
            return written;
        }
        if (written == null && !(base instanceof Value.Obj)) {
            return base;
        }
        TreeMap<String, Value> fields =
                base instanceof Value.Obj object ? new TreeMap<>(object.fields()) : new TreeMap<>();
        Value field = inside(fields.get(path.getFirst()), path.subList(1, path.size()), written);
        if (field == null) {
            fields.remove(path.getFirst());
        } else {
            fields.put(path.getFirst(), field);
        }
        return new Value.Obj(fields);
    }

    private static boolean isWithin(List<String> inner, List<String> outer) {
        return inner.size() >= outer.size() && inner.subList(0, outer.size()).equals(outer);
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = Strings.compareCodePoints(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return a.size() - b.size();
    }
}
