package ankurah.text.internal;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The text of a type and of all that is in it, in order. An element of XML begins a line and ends one; several that begin or
 * end at one place break the line once. How deep elements lie is up to who writes them, so this does not recurse.
 */
final class NestedText {
    private final Store store;
    private final Items items;
    private final StringBuilder text = new StringBuilder();
    private final ArrayDeque<Walk> open = new ArrayDeque<>();
    private boolean breaks;

    NestedText(Store store) {
        this.store = store;
        items = store.items;
    }

    /** How far the children of a type have been passed. */
    private static final class Walk {
        final Branch branch;
        private @Nullable Leaf leaf;
        private int slot;

        Walk(Branch branch) {
            this.branch = branch;
            leaf = branch.list.firstLeaf();
        }

        int next() {
            while (leaf != null && slot == leaf.size) {
                leaf = leaf.next;
                slot = 0;
            }
            return leaf == null ? Items.NONE : leaf.items[slot++];
        }
    }

    String of(Branch root) {
        open.push(new Walk(root));
        for (Walk walk = open.peek(); walk != null; walk = open.peek()) {
            int item = walk.next();
            if (item == Items.NONE) {
                open.pop();
                line(walk.branch);
            } else if (!items.isDeleted(item)) {
                take(item);
            }
        }
        return text.toString();
    }

    private void take(int item) {
        int kind = items.kind(item);
        if (kind == Items.STRING) {
            if (breaks) {
                text.append('\n');
                breaks = false;
            }
            store.characters.appendTo(text, items.content(item), items.length(item));
        } else if (kind == Items.TYPE) {
            Branch child = (Branch) store.contents.get(items.content(item));
            line(child);
            open.push(new Walk(child));
        }
    }

    private void line(Branch of) {
        breaks |= of.kind == Branch.XML_ELEMENT && !text.isEmpty();
    }
}
