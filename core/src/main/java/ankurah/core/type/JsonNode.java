package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.internal.Strings;
import ankurah.storage.tree.PersistentMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was written at one place of a document and below it. Immutable.
 *
 * <p>It holds for each place the newest write that decides it, so that a write finds out by its id alone whether it comes too
 * late. A write that replaces a subtree forgets in it all that is older than itself. What is left depends on the writes, not
 * on their order: at each place the greatest id that set or removed it, or that set a value above which reaches here; and
 * the greatest id that set something below it, unless the former, here or above, is greater.
 *
 * @param written the write that set or removed this very place; null if none counts
 * @param leaf what it set: a scalar, an array, or an empty object for any object, whose fields are children; null if it
 *     removed
 * @param made the newest write that set something below, and so made this place an object; it is newer than
 *     {@code written}. Null if none is
 */
record JsonNode(
        @Nullable EventId written,
        @Nullable Value leaf,
        @Nullable EventId made,
        PersistentMap<String, JsonNode> children) {
    static final PersistentMap<String, JsonNode> CHILDLESS = PersistentMap.empty(Strings::compareCodePoints);
    static final JsonNode NOTHING = new JsonNode(null, null, null, CHILDLESS);
    static final Value OBJECT = new Value.Obj(Map.of());

    private boolean isNothing() {
        return written == null && made == null && children.isEmpty();
    }

    private JsonNode child(String name) {
        JsonNode child = children.get(name);
        return child == null ? NOTHING : child;
    }

    /** @param value null to remove */
    JsonNode with(List<String> path, int depth, @Nullable Value value, EventId by) {
        if (written != null && written.compareTo(by) >= 0) {
            return this;
        }
        if (depth == path.size()) {
            return replaced(value, by);
        }
        String step = path.get(depth);
        JsonNode child = child(step).with(path, depth + 1, value, by);
        boolean makes = value != null && (made == null || made.compareTo(by) < 0);
        return new JsonNode(written, leaf, makes ? by : made, children.put(step, child));
    }

    private JsonNode replaced(@Nullable Value value, EventId by) {
        JsonNode newer = since(by);
        PersistentMap<String, JsonNode> under = newer.children;
        if (value instanceof Value.Obj object) {
            for (Map.Entry<String, Value> field : object.fields().entrySet()) {
                JsonNode child = under.get(field.getKey());
                if (child == null || child.written == null) {
                    JsonNode empty = child == null ? NOTHING : child;
                    under = under.put(field.getKey(), empty.replaced(field.getValue(), by));
                }
            }
        }
        return new JsonNode(by, value instanceof Value.Obj ? OBJECT : value, newer.made, under);
    }

    /** What is newer than a write. */
    private JsonNode since(EventId by) {
        boolean keeps = written != null && written.compareTo(by) > 0;
        boolean made = this.made != null && this.made.compareTo(by) > 0;
        PersistentMap<String, JsonNode> left = CHILDLESS;
        for (PersistentMap.Entry<String, JsonNode> child : children) {
            JsonNode newer = child.value().since(by);
            if (!newer.isNothing()) {
                left = left.put(child.key(), newer);
            }
        }
        return new JsonNode(keeps ? written : null, keeps ? leaf : null, made ? this.made : null, left);
    }

    boolean isObject() {
        return leaf instanceof Value.Obj;
    }

    /** Whether a scalar was set here that a write below has hidden since. */
    boolean hidesLeaf() {
        return made != null && leaf != null && !isObject();
    }

    /** The JSON at this place; null if there is none. */
    @Nullable
    Value shown() {
        if (made == null && !isObject()) {
            return leaf;
        }
        TreeMap<String, Value> fields = new TreeMap<>();
        for (PersistentMap.Entry<String, JsonNode> child : children) {
            Value its = child.value().shown();
            if (its != null) {
                fields.put(child.key(), its);
            }
        }
        return new Value.Obj(fields);
    }
}
