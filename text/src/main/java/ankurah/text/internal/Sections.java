package ankurah.text.internal;

import org.jspecify.annotations.Nullable;

/** How far the sections of an update have been integrated, and what of them must wait. */
final class Sections {
    static final int NONE = -1;

    private final UpdateLayout update;

    /** By section: its client, where its next struct is, that one's clock, and how many are left. */
    final int[] clients;

    final int[] at;
    final int[] clocks;
    final int[] left;

    /** By section: where what must wait begins, its clock, and how many structs it is; NONE if nothing must. */
    private final int[] restAt;

    private final int[] restClock;
    private final int[] restCount;
    private final IntMap<Integer> sectionOf = new IntMap<>();

    /** The clients, greatest id first. */
    private final int[] order;

    private int open;

    Sections(Clients known, UpdateLayout update) {
        this.update = update;
        int count = update.sections;
        clients = new int[count];
        at = new int[count];
        clocks = new int[count];
        left = new int[count];
        restAt = new int[count];
        restClock = new int[count];
        restCount = new int[count];
        for (int i = 0; i < count; i++) {
            clients[i] = known.number(update.high(i), update.low(i));
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
        known.sortDescending(order);
    }

    /** The section to go on with, or NONE if all are through. */
    int next() {
        while (open < order.length) {
            int next = of(order[open]);
            if (left[next] > 0) {
                return next;
            }
            open++;
        }
        return NONE;
    }

    /** The section of a client, or NONE. */
    int of(int client) {
        Integer known = sectionOf.get(client);
        return known == null ? NONE : known;
    }

    /** Lets a struct, and all that follows it in its section, wait. */
    void letWait(int section, int from, int clock, int count) {
        if (restAt[section] == NONE || clock < restClock[section]) {
            restAt[section] = from;
            restClock[section] = clock;
            restCount[section] = count;
        }
        left[section] = 0;
    }

    /** What must wait, as an update; null if nothing must. */
    byte @Nullable [] rest() {
        int count = 0;
        for (int client : order) {
            count += restAt[of(client)] == NONE ? 0 : 1;
        }
        if (count == 0) {
            return null;
        }
        Output out = new Output();
        out.uint(count);
        for (int client : order) {
            int section = of(client);
            if (restAt[section] != NONE) {
                writeRest(out, section);
            }
        }
        out.uint(0);
        return out.toBytes();
    }

    private void writeRest(Output out, int section) {
        out.uint(restCount[section]);
        out.client(update.high(section), update.low(section));
        out.uint(restClock[section]);
        Input in = new Input(update.bytes, restAt[section], update.bytes.length);
        StructHead head = new StructHead();
        for (int i = 0; i < restCount[section]; i++) {
            int from = in.at;
            head.read(in);
            Contents.skip(in, head.kind());
            out.u8(head.info);
            out.bytes(in.data, from + 1, in.at - from - 1);
        }
    }
}
