package ankurah.text.internal;

/** Ids, as ranges of clocks for each client (by its number in {@link Clients}). */
final class IdSet {
    private final IntMap<Ranges> clients = new IntMap<>();

    boolean isEmpty() {
        return clients.size() == 0;
    }

    int clientCount() {
        return clients.size();
    }

    int client(int i) {
        return clients.keyAt(i);
    }

    Ranges ranges(int i) {
        return clients.valueAt(i);
    }

    Ranges of(int client) {
        Ranges ranges = clients.get(client);
        if (ranges == null) {
            ranges = new Ranges();
            clients.put(client, ranges);
        }
        return ranges;
    }

    void add(int client, int clock, int length) {
        of(client).add(clock, clock + length);
    }

    void normalize() {
        for (int i = 0; i < clients.size(); i++) {
            clients.valueAt(i).normalize();
        }
    }

    /** Whether it has an id; the set is normalized. */
    boolean contains(int client, int clock) {
        Ranges ranges = clients.get(client);
        return ranges != null && ranges.contains(clock);
    }

    /** The ids of both. */
    static IdSet union(IdSet a, IdSet b) {
        IdSet union = new IdSet();
        for (IdSet set : new IdSet[] {a, b}) {
            for (int i = 0; i < set.clientCount(); i++) {
                union.of(set.client(i)).addAll(set.ranges(i));
            }
        }
        union.normalize();
        return union;
    }
}
