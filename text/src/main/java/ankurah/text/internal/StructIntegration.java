package ankurah.text.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Integrates the structs of one update, as far as what they build on is there: see {@link Arrivals}. */
final class StructIntegration {
    private static final int STACKED = 4;

    private final Store store;
    private final Clients clients;
    private final Sections sections;
    private final Input in;
    private final StructHead head = new StructHead();
    private final StructReader reader;
    private final IntMap<Integer> missing = new IntMap<>();

    /** Structs that wait for another section: section, place, clock, and how many there are from it on. */
    private int[] stack = new int[4 * STACKED];

    private int depth;

    /** The struct at hand; it is fresh if it was not on the stack before. */
    private int section;

    private int structAt;
    private int clock;
    private int remaining;
    private boolean isFresh;

    StructIntegration(Store store, UpdateLayout update) {
        this.store = store;
        clients = store.clients;
        sections = new Sections(clients, update);
        in = new Input(update.bytes);
        reader = new StructReader(store, in, head);
    }

    /** For each client of which structs are missing, the last clock below which nothing helps. */
    IntMap<Integer> missing() {
        return missing;
    }

    /** What must wait, as an update; null if nothing must. */
    byte @Nullable [] rest() {
        return sections.rest();
    }

    void run() {
        int current = sections.next();
        if (current == Sections.NONE) {
            return;
        }
        take(current);
        while (!store.isExhausted()) {
            if (step()) {
                continue;
            }
            if (depth > 0) {
                pop();
                continue;
            }
            current = sections.left[current] > 0 ? current : sections.next();
            if (current == Sections.NONE) {
                return;
            }
            take(current);
        }
    }

    private void take(int from) {
        section = from;
        structAt = sections.at[from];
        clock = sections.clocks[from];
        remaining = sections.left[from];
        sections.left[from]--;
        isFresh = true;
        readHead();
    }

    private void pop() {
        depth -= STACKED;
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
        depth += STACKED;
    }

    private void readHead() {
        in.at = structAt;
        head.read(in);
    }

    /** Deals with the struct at hand, and says whether another has come to hand. */
    private boolean step() {
        int client = sections.clients[section];
        int kind = head.kind();
        if (kind == Items.SKIP) {
            passed(Contents.skip(in, kind));
            return false;
        }
        int known = clients.state(client) - clock;
        if (known < 0) {
            setAside(client, clock - 1);
            return false;
        }
        int needed = neededClient(client);
        if (needed == 0) {
            passed(reader.integrate(client, clock, known));
            return false;
        }
        int other = sections.of(needed);
        if (other == Sections.NONE || sections.left[other] == 0) {
            setAside(needed, clients.state(needed));
            return false;
        }
        passed(Contents.skip(in, kind));
        push();
        take(other);
        return true;
    }

    /** Goes on to the struct after this one, whose content has been passed. */
    private void passed(int length) {
        if (isFresh) {
            sections.at[section] = in.at;
            sections.clocks[section] = clock + length;
        }
    }

    /** The struct at hand waits for a client's, and with it all on the stack, and what follows each in its section. */
    private void setAside(int client, int from) {
        Integer known = missing.get(client);
        if (known == null || known > from) {
            missing.put(client, from);
        }
        push();
        for (int i = 0; i < depth; i += STACKED) {
            sections.letWait(stack[i], stack[i + 1], stack[i + 2], stack[i + 3]);
        }
        depth = 0;
    }

    /** A client of which the struct at hand needs more than is there, or 0. */
    private int neededClient(int client) {
        if (head.kind() == Items.GC) {
            return 0;
        }
        head.number(clients);
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
        return other != client && otherClock >= clients.state(other);
    }
}
