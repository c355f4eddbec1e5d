package ankurah.text.internal;

import ankurah.text.IdRange;
import java.util.ArrayList;
import java.util.List;

/** Writes structs and deletions as updates of version 1, and state vectors. */
public final class Encoder {
    private final Store store;
    private final Items items;

    public Encoder(Store store) {
        this.store = store;
        items = store.items;
    }

    public byte[] stateVector() {
        Output out = new Output();
        int[] clients = store.clients.descending();
        out.uint(clients.length);
        for (int client : clients) {
            writeClient(out, client);
            out.uint(store.clients.state(client));
        }
        return out.toBytes();
    }

    /** Everything that is new to whoever has this state vector, with what waits. */
    public byte[] document(StateVector known) {
        Output out = new Output(256);
        int[] clients = store.clients.descending();
        List<int[]> sections = new ArrayList<>();
        for (int client : clients) {
            int clock = known.get(store.clients.high(client), store.clients.low(client));
            if (clock < store.clients.state(client)) {
                sections.add(new int[] {client, clock});
            }
        }
        out.uint(sections.size());
        for (int[] section : sections) {
            structs(out, section[0], section[1]);
        }
        deletions(out, allDeletions());
        return store.arrivals.withPending(out.toBytes(), known);
    }

    /** What the document's own client inserted from a clock on, as it is now, and these deletions. */
    public byte[] own(int clock, List<IdRange> ranges) {
        Output out = new Output();
        int state = store.ownState();
        out.uint(clock < state ? 1 : 0);
        if (clock < state) {
            structs(out, store.self, clock);
        }
        Deletions deletions = new Deletions();
        for (IdRange range : ranges) {
            deletions.add(range.client(), range.clock(), range.length());
        }
        deletions.normalize().write(out);
        return out.toBytes();
    }

    byte[] transaction(Transaction transaction) {
        Output out = new Output();
        int count = 0;
        for (int i = 0; i < transaction.touchedCount(); i++) {
            count += isNew(transaction, i) ? 1 : 0;
        }
        int[] clients = new int[count];
        for (int i = transaction.touchedCount() - 1; i >= 0; i--) {
            if (isNew(transaction, i)) {
                clients[--count] = transaction.touched(i);
            }
        }
        out.uint(clients.length);
        for (int client : clients.length > 1 ? store.clients.sortDescending(clients) : clients) {
            structs(out, client, transaction.stateBefore(client));
        }
        deletions(out, transaction.deletions);
        return out.toBytes();
    }

    private boolean isNew(Transaction transaction, int i) {
        return store.clients.state(transaction.touched(i)) > transaction.before(i);
    }

    private IdSet allDeletions() {
        IdSet deletions = new IdSet();
        for (int client : store.clients.descending()) {
            Structs structs = store.structs(client);
            for (int at = structs.first(); at >= 0; at = structs.next(at)) {
                int item = structs.at(at);
                if (items.isDeleted(item)) {
                    deletions.add(client, items.clock(item), items.length(item));
                }
            }
        }
        return deletions;
    }

    private void writeClient(Output out, int client) {
        out.client(store.clients.high(client), store.clients.low(client));
    }

    private void structs(Output out, int client, int clock) {
        Structs structs = store.structs(client);
        int at = structs.find(clock);
        out.uint(structs.countFrom(at));
        writeClient(out, client);
        out.uint(clock);
        struct(out, structs.at(at), clock - items.clock(structs.at(at)));
        for (at = structs.next(at); at >= 0; at = structs.next(at)) {
            struct(out, structs.at(at), 0);
        }
    }

    /** Writes an item without what lies before an offset into it. */
    private void struct(Output out, int item, int offset) {
        int kind = items.kind(item);
        if (kind == Items.GC) {
            out.u8(Items.GC);
            out.uint(items.length(item) - offset);
            return;
        }
        int originClient = offset > 0 ? items.client(item) : items.originClient(item);
        int originClock = offset > 0 ? items.clock(item) + offset - 1 : items.originClock(item);
        int rightClient = items.rightClient(item);
        Sequence sequence = store.sequenceOf(item);
        out.u8(kind
                | (originClient == 0 ? 0 : StructHead.HAS_ORIGIN)
                | (rightClient == 0 ? 0 : StructHead.HAS_RIGHT)
                | (sequence.key == null ? 0 : StructHead.HAS_KEY));
        if (originClient != 0) {
            writeClient(out, originClient);
            out.uint(originClock);
        }
        if (rightClient != 0) {
            writeClient(out, rightClient);
            out.uint(items.rightClock(item));
        }
        if (originClient == 0 && rightClient == 0) {
            parent(out, sequence);
        }
        if (kind == Items.DELETED) {
            out.uint(items.length(item) - offset);
        } else if (kind == Items.STRING) {
            store.characters.write(out, items.content(item) + offset, items.length(item) - offset);
        } else {
            Contents.write(out, kind, store.contents.get(items.content(item)), offset);
        }
    }

    private void parent(Output out, Sequence sequence) {
        Branch parent = sequence.parent;
        if (parent.item == Items.NONE) {
            out.uint(1);
            out.string(parent.rootName == null ? "" : parent.rootName);
        } else {
            out.uint(0);
            writeClient(out, items.client(parent.item));
            out.uint(items.clock(parent.item));
        }
        if (sequence.key != null) {
            out.string(sequence.key);
        }
    }

    void deletions(Output out, IdSet set) {
        int[] clients = new int[set.clientCount()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = set.client(i);
        }
        out.uint(clients.length);
        for (int client : clients.length > 1 ? store.clients.sortDescending(clients) : clients) {
            Ranges ranges = set.of(client);
            writeClient(out, client);
            out.uint(ranges.size());
            for (int i = 0; i < ranges.size(); i++) {
                out.uint(ranges.start(i));
                out.uint(ranges.end(i) - ranges.start(i));
            }
        }
    }
}
