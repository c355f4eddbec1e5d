package ankurah.text.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes an item of a struct whose head has been read and whose neighbours are there, and integrates it. */
final class StructReader {
    private final Store store;
    private final Items items;
    private final Input in;
    private final StructHead head;

    /** Where the struct belongs. */
    private int left;

    private int right;
    private @Nullable Sequence sequence;

    StructReader(Store store, Input in, StructHead head) {
        this.store = store;
        this.in = in;
        this.head = head;
        items = store.items;
    }

    /**
     * Reads the content and integrates what of the struct is new.
     *
     * @param known how many of its clocks are there already
     * @return the length of the struct
     */
    int integrate(int client, int clock, int known) {
        int kind = head.kind();
        if (known > 0) {
            int length = Contents.skip(in, kind);
            if (known >= length) {
                if (kind != Items.GC && store.hasRedone()) {
                    resolve(); // as Yjs does, whose splits of what was redone stay
                }
                return length;
            }
            in.at = head.contentAt;
        }
        if (kind == Items.GC) {
            int length = in.uint();
            integrateForgotten(client, clock + known, length - known);
            return length;
        }
        resolve();
        int item = read(client, clock, known);
        if (known > 0) {
            left = store.cleanEnd(client, clock + known - 1);
            items.setOrigin(item, client, clock + known - 1);
            sequence = items.kind(left) == Items.GC ? null : sequence;
        }
        int length = known + items.length(item);
        store.integration.integrate(item, left, right, sequence);
        return length;
    }

    private void integrateForgotten(int client, int clock, int length) {
        store.transactions.current().touch(client);
        store.clients.structsOf(client).append(items.add(client, clock, length, Items.GC), length);
    }

    /** Finds the neighbours and the sequence. */
    private void resolve() {
        left = Items.NONE;
        right = Items.NONE;
        sequence = null;
        boolean isForgotten = false;
        if (head.hasOrigin()) {
            left = store.cleanEnd(head.originClient, head.originClock);
            isForgotten = items.kind(left) == Items.GC;
        }
        if (head.hasRight()) {
            right = store.cleanStart(head.rightClient, head.rightClock);
            isForgotten |= items.kind(right) == Items.GC;
        }
        if (isForgotten) {
            return;
        }
        if (left != Items.NONE) {
            sequence = store.sequenceOf(left);
        } else if (right != Items.NONE) {
            sequence = store.sequenceOf(right);
        } else {
            Branch parent = parent();
            sequence = parent == null ? null : parent.sequence(head.key);
        }
    }

    private @Nullable Branch parent() {
        if (head.rootName != null) {
            return store.root(head.rootName);
        }
        int item = store.find(head.parentClient, head.parentClock);
        return items.kind(item) == Items.TYPE ? (Branch) store.contents.get(items.content(item)) : null;
    }

    /** Makes an item of the struct, without the part that is known. */
    private int read(int client, int clock, int known) {
        int kind = head.kind();
        int length = 1;
        int content = 0;
        if (kind == Items.DELETED) {
            length = in.uint();
        } else if (kind == Items.STRING) {
            int size = in.uint();
            int from = in.at;
            in.at += size;
            length = Utf8.units(in.data, from, in.at);
            content = withoutStart(store.characters.append(client, in.data, from, in.at, length), known);
        } else {
            Object read = Contents.read(store, in, kind);
            if (kind == Items.JSON || kind == Items.ANY) {
                @Nullable Object[] elements = (@Nullable Object[]) read;
                length = elements.length;
                read = known > 0 ? Arrays.copyOfRange(elements, known, length) : elements;
            }
            content = store.contents.add(read);
        }
        int item = items.add(client, clock + known, length - known, kind);
        items.setContent(item, content);
        if (head.hasOrigin()) {
            items.setOrigin(item, head.originClient, head.originClock);
        }
        if (head.hasRight()) {
            items.setRight(item, head.rightClient, head.rightClock);
        }
        return item;
    }

    private int withoutStart(int content, int known) {
        if (known > 0) {
            if (Character.isHighSurrogate(store.characters.at(content + known - 1))) {
                store.characters.put(content + known, Utf8.REPLACEMENT);
            }
            store.characters.release(known);
        }
        return content + known;
    }
}
