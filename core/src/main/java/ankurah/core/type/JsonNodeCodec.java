package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a document beside its value: {@code [[event id, ...], node]}, a node being
 * {@code [written, made, leaf, [name, node, ...]]}. Events are numbers in the list before, which has them in the order in
 * which the nodes name them; null for none. A leaf is 0 for none, 1 for an object, 2 for what the value shows there, and
 * otherwise, being hidden, a JSON value.
 */
final class JsonNodeCodec {
    private static final int NO_LEAF = 0;
    private static final int OBJECT = 1;
    private static final int SHOWN = 2;

    private final List<EventId> events = new ArrayList<>();
    private final Map<EventId, Integer> numbers = new HashMap<>();

    byte[] encode(JsonNode root) {
        CborWriter nodes = new CborWriter(256);
        write(nodes, root);
        CborWriter out = new CborWriter(nodes.length() + 64).array(2).array(events.size());
        events.forEach(event -> event.write(out));
        return out.raw(nodes.toBytes()).toBytes();
    }

    private void write(CborWriter out, JsonNode node) {
        out.array(4);
        writeEvent(out, node.written());
        writeEvent(out, node.made());
        Value leaf = node.leaf();
        if (leaf == null) {
            out.integer(NO_LEAF);
        } else if (node.isObject()) {
            out.integer(OBJECT);
        } else if (node.hidesLeaf()) {
            ValueCodec.write(out, new Value.Json(leaf));
        } else {
            out.integer(SHOWN);
        }
        out.array(2 * node.children().size());
        for (PersistentMap.Entry<String, JsonNode> child : node.children()) {
            out.text(child.key());
            write(out, child.value());
        }
    }

    private void writeEvent(CborWriter out, @Nullable EventId event) {
        if (event == null) {
            out.nul();
            return;
        }
        Integer number = numbers.get(event);
        if (number == null) {
            number = events.size();
            numbers.put(event, number);
            events.add(event);
        }
        out.integer(number);
    }

    JsonNode decode(byte[] encoded, Value value) {
        CborReader in = new CborReader(encoded);
        in.array(2, "a document's writes");
        for (int left = in.array(); left > 0; left--) {
            events.add(EventId.read(in));
        }
        JsonNode root = read(in, value instanceof Value.Json json ? json.root() : Value.NULL, Value.MAX_DEPTH + 1);
        in.end();
        return root;
    }

    private JsonNode read(CborReader in, Value shown, int depthLeft) {
        if (depthLeft == 0) {
            throw in.malformed("a document's writes nest too deep");
        }
        in.array(4, "a place of a document");
        EventId written = readEvent(in);
        EventId made = readEvent(in);
        Value leaf = readLeaf(in, shown);
        PersistentMap<String, JsonNode> children = JsonNode.CHILDLESS;
        for (int left = in.array(); left > 0; left -= 2) {
            String name = in.text();
            Value under =
                    shown instanceof Value.Obj object ? object.fields().getOrDefault(name, Value.NULL) : Value.NULL;
            children = children.put(name, read(in, under, depthLeft - 1));
        }
        return new JsonNode(written, leaf, made, children);
    }

    private @Nullable EventId readEvent(CborReader in) {
        return in.skipNull() ? null : events.get(in.count(events.size() - 1));
    }

    private static @Nullable Value readLeaf(CborReader in, Value shown) {
        if (in.peek() != CborReader.Item.INTEGER) {
            return ValueCodec.read(in) instanceof Value.Json hidden ? hidden.root() : Value.NULL;
        }
        return switch (in.count(SHOWN)) {
            case NO_LEAF -> null;
            case OBJECT -> JsonNode.OBJECT;
            default -> shown;
        };
    }
}
