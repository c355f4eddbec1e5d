package ankurah.text.internal;

import java.util.Arrays;
import java.util.Objects;

/**
 * The structs of a document, as records of eight ints in pages: an item is an int, its handle; 0 is none. That is 32 bytes an
 * item where an object with references to its neighbours, ids and content takes 64 and more, and a document of tombstones
 * has tens of millions. The fields of one item lie side by side, so that looking at it touches one or two cache lines.
 *
 * <p>What a record does not have is found where it costs nothing extra: neighbours, parent and key through the
 * {@link Leaf} (document order is kept by position in leaves), the characters in {@link Characters}.
 */
final class Items {
    static final int NONE = 0;

    /** Content kinds, by their number in the encoding. */
    static final int GC = 0;

    static final int DELETED = 1;
    static final int JSON = 2;
    static final int BINARY = 3;
    static final int STRING = 4;
    static final int EMBED = 5;
    static final int FORMAT = 6;
    static final int TYPE = 7;
    static final int ANY = 8;
    static final int DOC = 9;
    static final int SKIP = 10;

    private static final int FIELD_BITS = 3;
    private static final int CLOCK = 0;
    private static final int LENGTH = 1;
    /** The client's number, and in the lowest eight bits the flags. */
    private static final int CLIENT = 2;
    /** The numbers of the clients of the left and of the right origin, 16 bits each. */
    private static final int ORIGINS = 3;

    private static final int ORIGIN_CLOCK = 4;
    private static final int RIGHT_CLOCK = 5;
    private static final int CONTENT = 6;
    private static final int LEAF = 7;

    /** Stands for a client number that 16 bits do not hold; it is looked up in {@link #greatOrigins}. */
    private static final int GREAT = 0xffff;

    private static final int KIND_MASK = 0x0f;
    private static final int IS_DELETED = 0x10;
    private static final int IS_KEPT = 0x20;
    private static final int IS_REDONE = 0x40;

    private static final int PAGE_BITS = 9;
    private static final int PAGE = 1 << PAGE_BITS;

    private int[][] pages = {new int[8 << FIELD_BITS]};
    /** Handles ever given; freed ones are chained through their clocks. */
    private int top = 1;

    private int free = NONE;

    /** For the few items that need it, the clients of both origins. */
    private final IntMap<int[]> greatOrigins = new IntMap<>();

    int add(int client, int clock, int length, int kind) {
        int item = free;
        if (item != NONE) {
            free = clock(item);
        } else {
            item = top++;
            ensure(item);
        }
        int[] page = pages[item >>> PAGE_BITS];
        int at = (item & PAGE - 1) << FIELD_BITS;
        page[at + CLOCK] = clock;
        page[at + LENGTH] = length;
        page[at + CLIENT] = client << 8 | kind | (kind == GC ? IS_DELETED : 0);
        page[at + ORIGINS] = 0;
        page[at + ORIGIN_CLOCK] = 0;
        page[at + RIGHT_CLOCK] = 0;
        page[at + CONTENT] = 0;
        page[at + LEAF] = 0;
        return item;
    }

    private void ensure(int item) {
        int number = item >>> PAGE_BITS;
        if (number == pages.length) {
            pages = Arrays.copyOf(pages, pages.length * 2);
        }
        int[] page = pages[number];
        int needed = ((item & PAGE - 1) + 1) << FIELD_BITS;
        if (page == null) {
            pages[number] = new int[PAGE << FIELD_BITS];
        } else if (page.length < needed) {
            pages[number] = Arrays.copyOf(page, Math.min(page.length * 2, PAGE << FIELD_BITS));
        }
    }

    void free(int item) {
        set(item, CLOCK, free);
        free = item;
    }

    private int get(int item, int field) {
        return pages[item >>> PAGE_BITS][((item & PAGE - 1) << FIELD_BITS) + field];
    }

    private void set(int item, int field, int value) {
        pages[item >>> PAGE_BITS][((item & PAGE - 1) << FIELD_BITS) + field] = value;
    }

    int clock(int item) {
        return get(item, CLOCK);
    }

    int length(int item) {
        return get(item, LENGTH);
    }

    /** The first clock after it. */
    int end(int item) {
        int[] page = pages[item >>> PAGE_BITS];
        int at = (item & PAGE - 1) << FIELD_BITS;
        return page[at + CLOCK] + page[at + LENGTH];
    }

    int client(int item) {
        return get(item, CLIENT) >>> 8;
    }

    int kind(int item) {
        return get(item, CLIENT) & KIND_MASK;
    }

    boolean isDeleted(int item) {
        return (get(item, CLIENT) & IS_DELETED) != 0;
    }

    /** Whether it counts towards the length of its parent while it is not deleted. */
    static boolean isCountable(int kind) {
        return kind >= JSON && kind != FORMAT;
    }

    /** What it contributes to the length of its parent. */
    int visible(int item) {
        int[] page = pages[item >>> PAGE_BITS];
        int at = (item & PAGE - 1) << FIELD_BITS;
        int flags = page[at + CLIENT];
        return (flags & IS_DELETED) != 0 || !isCountable(flags & KIND_MASK) ? 0 : page[at + LENGTH];
    }

    /** One for a format that is in force, else nothing. */
    int mark(int item) {
        return (get(item, CLIENT) & (KIND_MASK | IS_DELETED)) == FORMAT ? 1 : 0;
    }

    boolean isKept(int item) {
        return (get(item, CLIENT) & IS_KEPT) != 0;
    }

    boolean isRedone(int item) {
        return (get(item, CLIENT) & IS_REDONE) != 0;
    }

    void setLength(int item, int length) {
        set(item, LENGTH, length);
    }

    void setDeleted(int item) {
        set(item, CLIENT, get(item, CLIENT) | IS_DELETED);
    }

    void setRedone(int item) {
        set(item, CLIENT, get(item, CLIENT) | IS_REDONE);
    }

    void setKept(int item, boolean kept) {
        int flags = get(item, CLIENT);
        set(item, CLIENT, kept ? flags | IS_KEPT : flags & ~IS_KEPT);
    }

    void setKind(int item, int kind) {
        set(item, CLIENT, get(item, CLIENT) & ~KIND_MASK | kind);
    }

    /** The number of the client of the left origin, or 0 for none. */
    int originClient(int item) {
        int client = get(item, ORIGINS) >>> 16;
        return client == GREAT ? great(item, 0) : client;
    }

    int originClock(int item) {
        return get(item, ORIGIN_CLOCK);
    }

    /** The number of the client of the right origin, or 0 for none. */
    int rightClient(int item) {
        int client = get(item, ORIGINS) & GREAT;
        return client == GREAT ? great(item, 1) : client;
    }

    int rightClock(int item) {
        return get(item, RIGHT_CLOCK);
    }

    private int great(int item, int side) {
        return Objects.requireNonNull(greatOrigins.get(item))[side];
    }

    private int noteGreat(int item, int side, int client) {
        if (client < GREAT) {
            return client;
        }
        int[] sides = greatOrigins.get(item);
        if (sides == null) {
            sides = new int[2];
            greatOrigins.put(item, sides);
        }
        sides[side] = client;
        return GREAT;
    }

    void setOrigin(int item, int client, int clock) {
        set(item, ORIGINS, get(item, ORIGINS) & GREAT | noteGreat(item, 0, client) << 16);
        set(item, ORIGIN_CLOCK, clock);
    }

    void setRight(int item, int client, int clock) {
        set(item, ORIGINS, get(item, ORIGINS) & ~GREAT | noteGreat(item, 1, client));
        set(item, RIGHT_CLOCK, clock);
    }

    boolean sameOrigin(int a, int b) {
        return originClock(a) == originClock(b) && originClient(a) == originClient(b);
    }

    boolean sameRight(int a, int b) {
        return rightClock(a) == rightClock(b) && rightClient(a) == rightClient(b);
    }

    /** Whether an id is the origin of an item. */
    boolean isOrigin(int item, int client, int clock) {
        return originClock(item) == clock && originClient(item) == client;
    }

    int content(int item) {
        return get(item, CONTENT);
    }

    void setContent(int item, int content) {
        set(item, CONTENT, content);
    }

    int leaf(int item) {
        return get(item, LEAF);
    }

    void setLeaf(int item, int leaf) {
        set(item, LEAF, leaf);
    }
}
