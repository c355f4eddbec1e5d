package ankurah.text.internal;

import java.util.function.IntConsumer;

/** Goes through the structs of a set of ids. Structs that lie only partly in it are split. */
final class StructRanges {
    private final Store store;

    StructRanges(Store store) {
        this.store = store;
    }

    void forEach(IdSet set, IntConsumer action) {
        for (int i = 0; i < set.clientCount(); i++) {
            int client = set.client(i);
            Ranges ranges = set.ranges(i);
            for (int j = 0; j < ranges.size(); j++) {
                forEach(client, ranges.start(j), Math.min(ranges.end(j), store.clients.state(client)), action);
            }
        }
    }

    private void forEach(int client, int start, int end, IntConsumer action) {
        int clock = start;
        while (clock < end) {
            int item = store.cleanStart(client, clock);
            if (store.items.end(item) > end) {
                store.cleanStart(client, end);
            }
            clock = store.items.end(item);
            action.accept(item);
        }
    }
}
