package ankurah.text.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Integrates the structs of one update, as far as what they build on is there: see {@link Arrivals}. */
final class StructIntegration {
    private static final int NONE = -1;

    private final Store store;
    private final Items items;
    private final UpdateLayout update;
    private final Input in;
    private final StructHead head = new StructHead();
    private final IntMap<Integer> missing = new IntMap<>();

    /** By section: its client, where its next struct is, that one's clock, and how many are left. */
    private final int[] clients;

    private final int[] at;
    private final int[] clocks;
    private final int[] left;

    /** By section: where what must wait begins, and its clock and number; NONE if nothing must. */
    private final int[] restAt;

    private final int[] restClock;
    private final int[] restCount;
    private final IntMap<Integer> sectionOf = new IntMap<>();

    /** Greatest client last. */
    private int[] order;

    private int open;

    /** Structs that wait for another section: section, place, clock and number of those from it on. */
    private int[] stack = new int[16];

    private int depth;

    /** The struct at hand. */
    private int section;

    private int structAt;
    private int clock;
    private int remaining;
    private boolean isFresh;

    StructIntegration(Store store, UpdateLayout update) {
        this.store = store;
        this.update = update;
        items = store.items;
        in = new Input(update.bytes);
        int sections = update.sections;
        clients = new int[sections];
        at = new int[sections];
        clocks = new int[sections];
        left = new int[sections];
        restAt = new int[sections];
        restClock = new int[sections];
        restCount = new int[sections];
        for (int i = 0; i < sections; i++) {
            clients[i] = store.clients.number(update.high(i), update.low(i));
            at[i] = update.at(i);
            clocks[i] = update.clock(i);
            left[i] = update.count(i);
            restAt[i] = NONE;
            sectionOf.put(clients[i], i); // of two sections for one client the later counts, as in Yjs
        }
        order = new int[sectionOf.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = sectionOf.keyAt(i);
        }
        store.clients.sortDescending(order);
        open = 0;
    }

    IntMap<Integer> missing() {
        return missing;
    }

    void run() {
        int current = nextSection();
        if (current == NONE) {
            return;
        }
        take(current);
        while (true) {
            if (step()) {
                continue;
            }
            if (depth > 0) {
                pop();
            } else if (left[current] > 0) {
                take(current);
            } else {
                current = nextSection();
                if (current == NONE) {
                    return;
                }
                take(current);
            }
        }
    }

    private int nextSection() {
        while (open < order.length) {
            int next = position(order[open]);
            if (left[next] > 0) {
                return next;
            }
            open++;
        }
        return NONE;
    }

    private int position(int client) {
        Integer known = sectionOf.get(client);
        return known == null ? NONE : known;
    }

    private void take(int from) {
        section = from;
        structAt = at[from];
        clock = clocks[from];
        remaining = left[from];
        left[from]--;
        isFresh = true;
        readHead();
    }

    private void readHead() {
        in.at = structAt;
        head.read(in);
    }

    private void pop() {
        depth -= 4;
        section = stack[depth];
        structAt = stack[depth + 1];
        clock = stack[depth + 2];
        remaining = stack[depth + 3];
        isFresh = false;
        readHead();
    }

    private void push() {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth] = section;
        stack[depth + 1] = structAt;
        stack[depth + 2] = clock;
        stack[depth + 3] = remaining;
        depth += 4;
    }

    /** Goes on to the struct after this one, whose content has been passed. */
    private void passed(int length) {
        if (isFresh) {
            at[section] = in.at;
            clocks[section] = clock + length;
        }
    }

    /** Deals with the struct at hand, and says whether another has come to hand. */
    private boolean step() {
        int client = clients[section];
        int kind = head.kind();
        if (kind == Items.SKIP) {
            passed(Contents.skip(in, kind));
            return false;
        }
        int offset = store.clients.state(client) - clock;
        if (offset < 0) {
            passed(Contents.skip(in, kind));
            push();
            miss(client, clock - 1);
            letWait();
            return false;
        }
        int needed = neededClient(client);
        if (needed == 0) {
            integrate(client, kind, offset);
            return false;
        }
        passed(Contents.skip(in, kind));
        push();
        int other = position(needed);
        if (other == NONE || left[other] == 0) {
            miss(needed, store.clients.state(needed));
            letWait();
            return false;
        }
        take(other);
        return true;
    }

    private void miss(int client, int from) {
        Integer known = missing.get(client);
        if (known == null || known > from) {
            missing.put(client, from);
        }
    }

    /** All on the stack, and what follows each in its section, waits. */
    private void letWait() {
        for (int i = 0; i < depth; i += 4) {
            int waiting = stack[i];
            if (restAt[waiting] == NONE || stack[i + 2] < restClock[waiting]) {
                restAt[waiting] = stack[i + 1];
                restClock[waiting] = stack[i + 2];
                restCount[waiting] = stack[i + 3];
            }
            left[waiting] = 0;
        }
        depth = 0;
    }

    /** A client of which the struct at hand needs more than is there, or 0. */
    private int neededClient(int client) {
        if (head.kind() == Items.GC) {
            return 0;
        }
        head.number(store.clients);
        if (head.hasOrigin() && isMissing(client, head.originClient, head.originClock)) {
            return head.originClient;
        }
        if (head.hasRight() && isMissing(client, head.rightClient, head.rightClock)) {
            return head.rightClient;
        }
        boolean inItem = head.tellsParent() && head.rootName == null;
        return inItem && isMissing(client, head.parentClient, head.parentClock) ? head.parentClient : 0;
    }

    private boolean isMissing(int client, int other, int otherClock) {
        return other != client && otherClock >= store.clients.state(other);
    }

    private int leftItem;
    private int rightItem;
    private @Nullable Sequence sequence;

    private void integrate(int client, int kind, int offset) {
        if (offset > 0) {
            int length = lengthAhead(kind);
            if (offset >= length) {
                if (kind != Items.GC && store.hasRedone()) {
                    resolve(); // as Yjs does, whose splits of what was redone stay
                }
                passed(length);
                return;
            }
        }
        if (kind == Items.GC) {
            int length = in.uint();
            passed(length);
            int struct = items.add(client, clock + offset, length - offset, Items.GC);
            store.transactions.current().touch(client);
            store.clients.structsOf(client).append(struct, length - offset);
            return;
        }
        resolve();
        int item = readItem(client, kind, offset);
        if (offset > 0) {
            leftItem = store.cleanEnd(client, clock + offset - 1);
            items.setOrigin(item, client, clock + offset - 1);
            sequence = items.kind(leftItem) == Items.GC ? null : sequence;
        }
        store.integration.integrate(item, leftItem, rightItem, sequence);
    }

    private int lengthAhead(int kind) {
        int contentAt = in.at;
        int length = Contents.skip(in, kind);
        if (store.clients.state(clients[section]) - clock < length) {
            in.at = contentAt;
        }
        return length;
    }

    /** Finds the neighbours and the sequence of the struct at hand. */
    private void resolve() {
        leftItem = Items.NONE;
        rightItem = Items.NONE;
        sequence = null;
        boolean isForgotten = false;
        if (head.hasOrigin()) {
            leftItem = store.cleanEnd(head.originClient, head.originClock);
            isForgotten = items.kind(leftItem) == Items.GC;
        }
        if (head.hasRight()) {
            rightItem = store.cleanStart(head.rightClient, head.rightClock);
            isForgotten |= items.kind(rightItem) == Items.GC;
        }
        if (isForgotten) {
            return;
        }
        if (leftItem != Items.NONE) {
            sequence = store.sequenceOf(leftItem);
        } else if (rightItem != Items.NONE) {
            sequence = store.sequenceOf(rightItem);
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

    /** Makes an item of the struct at hand, without the part before an offset. */
    private int readItem(int client, int kind, int offset) {
        int length = 1;
        int content = 0;
        in.at = head.contentAt;
        if (kind == Items.DELETED) {
            length = in.uint();
        } else if (kind == Items.STRING) {
            int size = in.uint();
            int from = in.at;
            in.at += size;
            length = Utf8.units(in.data, from, in.at);
            content = store.characters.append(client, in.data, from, in.at, length);
            if (offset > 0) {
                content = withoutStart(content, offset);
            }
        } else {
            Object read = Contents.read(store, in, kind);
            if (kind == Items.JSON || kind == Items.ANY) {
                @Nullable Object[] elements = (@Nullable Object[]) read;
                length = elements.length;
                read = offset > 0 ? Arrays.copyOfRange(elements, offset, length) : elements;
            }
            content = store.contents.add(read);
        }
        passed(length);
        int item = items.add(client, clock + offset, length - offset, kind);
        items.setContent(item, content);
        if (head.hasOrigin()) {
            items.setOrigin(item, head.originClient, head.originClock);
        }
        if (head.hasRight()) {
            items.setRight(item, head.rightClient, head.rightClock);
        }
        return item;
    }

    private int withoutStart(int content, int offset) {
        if (Character.isHighSurrogate(store.characters.at(content + offset - 1))) {
            store.characters.put(content + offset, Utf8.REPLACEMENT);
        }
        store.characters.release(offset);
        return content + offset;
    }

    /** What must wait, as an update; null if nothing must. */
    byte @Nullable [] rest() {
        int count = 0;
        for (int client : order) {
            count += restAt[position(client)] == NONE ? 0 : 1;
        }
        if (count == 0) {
            return null;
        }
        Output out = new Output();
        out.uint(count);
        for (int client : order) {
            int waiting = position(client);
            if (restAt[waiting] != NONE) {
                writeRest(out, waiting);
            }
        }
        out.uint(0);
        return out.toBytes();
    }

    private void writeRest(Output out, int waiting) {
        out.uint(restCount[waiting]);
        out.client(update.high(waiting), update.low(waiting));
        out.uint(restClock[waiting]);
        in.at = restAt[waiting];
        for (int i = 0; i < restCount[waiting]; i++) {
            int from = in.at;
            head.read(in);
            Contents.skip(in, head.kind());
            out.u8(head.info);
            out.bytes(in.data, from + 1, in.at - from - 1);
        }
    }
}
