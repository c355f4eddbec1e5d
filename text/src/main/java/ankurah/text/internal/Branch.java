package ankurah.text.internal;

import ankurah.text.SharedText;
import ankurah.text.TextEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shared type: children in a sequence, and values under keys. A root has a name; another is the content of an item. */
public final class Branch {
    /** A root that nobody has asked for yet. */
    static final int UNKNOWN = -1;

    static final int TEXT = 2;
    static final int XML_ELEMENT = 3;
    static final int XML_HOOK = 5;
    static final int XML_TEXT = 6;
    static final int KINDS = 7;

    private static final List<String> NAMES =
            List.of("array", "map", "text", "xml-element", "xml-fragment", "xml-hook", "xml-text");

    /** One of the types Yjs has. */
    int kind;
    /** The name of an XML element or hook. */
    final @Nullable String nodeName;
    /** The name of a root. */
    final @Nullable String rootName;
    /** The item whose content it is, or none. */
    int item = Items.NONE;
    /** How many others it is in. */
    int depth;

    final Sequence list;
    private @Nullable Map<String, Sequence> keys;

    /** Whether a format was ever inserted; only then are redundant formats looked for. */
    boolean hasFormatting;

    /** Whether a type was ever inserted; only then may there be text deeper down. */
    boolean hasTypes;

    /** Replaced, never changed, so that a listener may come or go while they are called. */
    List<TextEvent.Listener> listeners = List.of();

    /** Its face, if it was asked for. */
    @Nullable
    SharedText text;

    private final Store store;

    Branch(Store store, int kind, @Nullable String nodeName, @Nullable String rootName) {
        this.store = store;
        this.kind = kind;
        this.nodeName = nodeName;
        this.rootName = rootName;
        list = new Sequence(store, this, null);
    }

    /** An empty one of the same type. */
    Branch copy() {
        return new Branch(store, kind, nodeName, null);
    }

    String kindName() {
        return kind < 0 ? "unknown" : NAMES.get(kind);
    }

    boolean isText() {
        return kind == TEXT || kind == XML_TEXT;
    }

    Sequence sequence(@Nullable String key) {
        if (key == null) {
            return list;
        }
        if (keys == null) {
            keys = new LinkedHashMap<>();
        }
        Sequence sequence = keys.get(key);
        if (sequence == null) {
            sequence = new Sequence(store, this, key);
            keys.put(key, sequence);
            store.elements++;
        }
        return sequence;
    }

    /** The same, or null if there has been none. */
    @Nullable
    Sequence known(@Nullable String key) {
        return key == null ? list : keys == null ? null : keys.get(key);
    }

    Iterable<Sequence> keySequences() {
        return keys == null ? List.of() : keys.values();
    }

    void clear() {
        list.clear();
        keySequences().forEach(Sequence::clear);
        keys = null;
    }

    /** Whether it is, or is in, another. */
    boolean isWithin(Branch ancestor) {
        Branch branch = this;
        while (branch != ancestor) {
            if (branch.item == Items.NONE || store.items.leaf(branch.item) == 0) {
                return false;
            }
            branch = store.sequenceOf(branch.item).parent;
        }
        return true;
    }

    void addListener(TextEvent.Listener listener) {
        List<TextEvent.Listener> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = more;
    }

    void removeListener(TextEvent.Listener listener) {
        List<TextEvent.Listener> fewer = new ArrayList<>(listeners);
        fewer.remove(listener);
        listeners = fewer;
    }
}
