package ankurah.text.internal;

import ankurah.text.IdRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The deletions of updates, without a document: by client, greatest id first. */
final class Deletions {
    private final Map<Long, Ranges> clients = new TreeMap<>((a, b) -> Long.compare(b, a));

    /** Adds those of an update; each range stays as it is. */
    void readApart(Input in) {
        int count = in.uint();
        for (int i = 0; i < count; i++) {
            long client = in.clientId();
            int ranges = in.uint();
            for (int j = 0; j < ranges; j++) {
                int clock = in.uint();
                of(client).addApart(clock, clock + in.uint());
            }
        }
    }

    void add(long client, int clock, int length) {
        of(client).addApart(clock, clock + length);
    }

    private Ranges of(long client) {
        return clients.computeIfAbsent(client, any -> new Ranges());
    }

    /** Sorts, and makes one of ranges that touch or overlap. */
    Deletions normalize() {
        clients.values().forEach(Ranges::normalize);
        return this;
    }

    void write(Output out) {
        out.uint(clients.size());
        clients.forEach((client, ranges) -> {
            out.client(client);
            out.uint(ranges.size());
            for (int i = 0; i < ranges.size(); i++) {
                out.uint(ranges.start(i));
                out.uint(ranges.end(i) - ranges.start(i));
            }
        });
    }

    List<IdRange> toList() {
        List<IdRange> list = new ArrayList<>();
        clients.forEach((client, ranges) -> {
            for (int i = 0; i < ranges.size(); i++) {
                list.add(new IdRange(client, ranges.start(i), ranges.end(i) - ranges.start(i)));
            }
        });
        return list;
    }
}
