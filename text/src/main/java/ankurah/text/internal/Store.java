package ankurah.text.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All a document has, and how one part of it is found from another. */
public final class Store {
    final Items items = new Items();
    final Clients clients = new Clients(items);
    final Contents contents = new Contents();
    final Map<String, Branch> roots = new LinkedHashMap<>();
    final boolean collectsGarbage;
    /**
     * Whether equal updates are to give equal bytes in any order, and nothing changes by itself. Otherwise all is as in Yjs, which
     * deletes marks of formats that no longer mean anything, and leaves some lengths of what was forgotten apart.
     */
    final boolean isReplica;
    /** The number of the client that writes here. */
    final int self;

    Characters characters = new Characters();

    /** How many items may yet be compared to find places; when there are none left the document is of no more use. */
    private long comparisons = Long.MAX_VALUE;

    /** How deep types have ever lain in types. */
    int deepest;
    /** How many types and keys of types there have ever been. */
    int elements;

    /** The second result of {@link Sequence#find}. */
    int offset;

    /** For items that were deleted and inserted again, the id they have now. */
    private final IntMap<int[]> redone = new IntMap<>();

    private @Nullable Leaf[] leaves = new Leaf[4];
    private int leafTop = 1;
    private int[] freeLeaves = new int[4];
    private int freeLeafCount;

    final Transactions transactions = new Transactions(this);
    final Integration integration = new Integration(this);
    final Arrivals arrivals = new Arrivals(this);

    public Store(long clientId, boolean collectsGarbage) {
        this(clientId, collectsGarbage, false);
    }

    public Store(long clientId, boolean collectsGarbage, boolean isReplica) {
        this.collectsGarbage = collectsGarbage;
        this.isReplica = isReplica;
        self = clients.number(clientId);
    }

    /** The first clock that the client who writes here has not used. */
    public int ownState() {
        return clients.state(self);
    }

    /** At most how many items an update's structs are compared with, counted no further than that many. */
    public long placing(byte[] update, long most) {
        return new Placing(this, most).of(update);
    }

    public void limitComparisons(long most) {
        comparisons = most;
    }

    public boolean isExhausted() {
        return comparisons < 0;
    }

    /** Takes note of a comparison, and says whether it was one too many. */
    boolean compares() {
        return --comparisons < 0;
    }

    public int deepest() {
        return deepest;
    }

    public int elements() {
        return elements;
    }

    public Transactions transactions() {
        return transactions;
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    Branch root(String name) {
        Branch root = roots.get(name);
        if (root == null) {
            root = new Branch(this, Branch.UNKNOWN, null, name);
            roots.put(name, root);
        }
        return root;
    }

    Leaf newLeaf(Sequence sequence, int capacity) {
        int number = freeLeafCount > 0 ? freeLeaves[--freeLeafCount] : leafTop++;
        if (number >= leaves.length) {
            leaves = Arrays.copyOf(leaves, leaves.length * 2);
        }
        Leaf leaf = new Leaf(number, sequence, capacity);
        leaves[number] = leaf;
        return leaf;
    }

    void freeLeaf(Leaf leaf) {
        leaves[leaf.number] = null;
        if (freeLeafCount == freeLeaves.length) {
            freeLeaves = Arrays.copyOf(freeLeaves, freeLeafCount * 2);
        }
        freeLeaves[freeLeafCount++] = leaf.number;
    }

    /** The leaf of an item that is in a sequence. */
    Leaf leafOf(int item) {
        return Objects.requireNonNull(leaves[items.leaf(item)]);
    }

    Sequence sequenceOf(int item) {
        return leafOf(item).sequence;
    }

    /** The item after one in its sequence, or none. */
    int next(int item) {
        Leaf leaf = leafOf(item);
        int slot = leaf.slot(item) + 1;
        if (slot < leaf.size) {
            return leaf.items[slot];
        }
        return leaf.next == null ? Items.NONE : leaf.next.items[0];
    }

    /** The item before one in its sequence, or none. */
    int previous(int item) {
        Leaf leaf = leafOf(item);
        int slot = leaf.slot(item);
        if (slot > 0) {
            return leaf.items[slot - 1];
        }
        Leaf previous = leaf.previous;
        return previous == null ? Items.NONE : previous.items[previous.size - 1];
    }

    Structs structs(int client) {
        return Objects.requireNonNull(clients.structs(client));
    }

    /** The struct that has an id, which is known. */
    int find(int client, int clock) {
        Structs structs = structs(client);
        return structs.at(structs.find(clock));
    }

    /** The struct that begins with an id, split off if need be. */
    int cleanStart(int client, int clock) {
        Structs structs = structs(client);
        int position = structs.find(clock);
        int item = structs.at(position);
        int before = clock - items.clock(item);
        return before > 0 && items.kind(item) != Items.GC ? split(structs, position, before) : item;
    }

    /** The struct that ends with an id, after the rest was split off if need be. */
    int cleanEnd(int client, int clock) {
        Structs structs = structs(client);
        int position = structs.find(clock);
        int item = structs.at(position);
        if (clock + 1 < items.end(item) && items.kind(item) != Items.GC) {
            split(structs, position, clock + 1 - items.clock(item));
        }
        return item;
    }

    /** Splits an item in two and returns the right one. Whether they may be one again is seen to after the transaction. */
    private int split(Structs structs, int position, int offsetInItem) {
        int left = structs.at(position);
        int client = items.client(left);
        int clock = items.clock(left) + offsetInItem;
        int kind = items.kind(left);
        int length = items.length(left) - offsetInItem;
        int right = items.add(client, clock, length, kind);
        items.setOrigin(right, client, clock - 1);
        items.setRight(right, items.rightClient(left), items.rightClock(left));
        if (items.isDeleted(left)) {
            items.setDeleted(right);
        }
        items.setKept(right, items.isKept(left));
        if (items.isRedone(left)) {
            int[] id = redone(left);
            setRedone(right, id[0], id[1] + offsetInItem);
        }
        splitContent(left, right, kind, offsetInItem);
        items.setLength(left, offsetInItem);
        sequenceOf(left).insertSplit(left, right);
        structs.insertAfter(position, right);
        transactions.current().mayMerge(client, clock);
        return right;
    }

    private void splitContent(int left, int right, int kind, int at) {
        if (kind == Items.STRING) {
            int start = items.content(left);
            items.setContent(right, start + at);
            // Half a surrogate pair cannot be encoded: as in Yjs, both halves become U+FFFD.
            if (Character.isHighSurrogate(characters.at(start + at - 1))) {
                characters.put(start + at - 1, Utf8.REPLACEMENT);
                characters.put(start + at, Utf8.REPLACEMENT);
            }
        } else if (kind == Items.JSON || kind == Items.ANY) {
            @Nullable Object[] elements = (@Nullable Object[]) contents.get(items.content(left));
            contents.replace(items.content(left), Arrays.copyOf(elements, at));
            items.setContent(right, contents.add(Arrays.copyOfRange(elements, at, elements.length)));
        }
    }

    /** Forgets the content of an item. */
    void release(int item) {
        int kind = items.kind(item);
        if (kind == Items.STRING) {
            characters.release(items.length(item));
        } else if (kind != Items.DELETED && kind != Items.GC) {
            contents.remove(items.content(item));
        }
    }

    /** The id under which an item was inserted again, as client and clock. */
    int[] redone(int item) {
        return Objects.requireNonNull(redone.get(item));
    }

    void setRedone(int item, int client, int clock) {
        items.setRedone(item);
        redone.put(item, new int[] {client, clock});
    }

    boolean hasRedone() {
        return redone.size() > 0;
    }

    /** Copies the characters in use to new pages once those not in use outweigh them. */
    void compact() {
        if (!characters.isWasteful()) {
            return;
        }
        Characters kept = new Characters();
        for (int client = 1; client < clients.size(); client++) {
            Structs structs = clients.structs(client);
            for (int at = structs == null ? -1 : structs.first(); structs != null && at >= 0; at = structs.next(at)) {
                int item = structs.at(at);
                if (items.kind(item) == Items.STRING) {
                    items.setContent(item, kept.adopt(characters, items.content(item), items.length(item)));
                }
            }
        }
        characters = kept;
    }
}
