package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.rules.Rules;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a commit costs beside a thousand live queries of a thousand principals, each of whom sees ten of ten thousand albums:
 * because it asks for them, or because a rule shows it no others.
 */
public final class PermissionCosts {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int READERS = 1_000;
    private static final int ARTISTS = 2_000;
    private static final int ALBUMS = 10_000;
    private static final int WARM_UP = 4_000;
    private static final int MEASURED = 4_000;

    private PermissionCosts() {}

    /** @param query of each reader, in which ? is its name */
    private record Case(String name, Policy policy, String query) {}

    private static Policy rule(String condition) {
        return Rules.builder().allow("read", "album", condition).build();
    }

    public static void main(String[] args) {
        List<Case> cases = List.of(
                new Case("no rules, each asks for its own", Policy.allowAll(), "owner = ?"),
                new Case("owner = $principal.id", rule("owner = $principal.id"), ""),
                new Case("artist.owner = $principal.id", rule("artist.owner = $principal.id"), ""),
                new Case("artist.label.owner = $principal.id", rule("artist.label.owner = $principal.id"), ""));
        System.out.println("not counted, while the compiler still works:");
        cases.forEach(PermissionCosts::run);
        System.out.println("counted:");
        cases.forEach(PermissionCosts::run);
    }

    private static void run(Case one) {
        Random random = new Random(7);
        try (Node node = Node.durable(MemoryStorage.open(), one.policy)) {
            Context system = node.context(Principal.SYSTEM);
            List<EntityId> labels = new ArrayList<>();
            List<EntityId> artists = new ArrayList<>();
            List<EntityId> albums = new ArrayList<>();
            system.run(tx -> {
                for (int i = 0; i < READERS; i++) {
                    labels.add(tx.create("label", Map.of("owner", Value.of("user" + i)))
                            .id());
                }
                for (int i = 0; i < ARTISTS; i++) {
                    Value label = Value.of(labels.get(i % READERS));
                    artists.add(tx.create("artist", Map.of("label", label, "owner", Value.of("user" + i % READERS)))
                            .id());
                }
            });
            system.run(tx -> {
                for (int i = 0; i < ALBUMS; i++) {
                    Value artist = Value.of(artists.get(i % ARTISTS));
                    albums.add(tx.create(
                                    "album",
                                    Map.of(
                                            "artist",
                                            artist,
                                            "owner",
                                            Value.of("user" + i % READERS),
                                            "n",
                                            Value.of(0L)))
                            .id());
                }
            });
            List<LiveQuery> live = new ArrayList<>();
            AtomicLong heard = new AtomicLong();
            long opening = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < READERS; i++) {
                Context reader = node.context(Principal.of("user" + i));
                Value name = Value.of("user" + i);
                LiveQuery query =
                        one.query.isEmpty() ? reader.live("album", "") : reader.live("album", one.query, name);
                var _ = query.subscribe(change -> heard.incrementAndGet());
                live.add(query);
            }
            long opened = THREADS.getCurrentThreadCpuTime() - opening;
            if (live.getFirst().result().size() != ALBUMS / READERS) {
                throw new IllegalStateException(
                        "a reader sees " + live.getFirst().result().size() + " rows");
            }
            long[] edits = measure(WARM_UP, MEASURED, i -> {
                EntityId album = albums.get(random.nextInt(ALBUMS));
                system.run(tx -> tx.edit(album, Map.of("n", Value.of((long) i))));
            });
            long[] told = measure(WARM_UP, MEASURED, i -> {
                EntityId album = albums.get(random.nextInt(ALBUMS));
                long before = heard.get();
                system.run(tx -> tx.edit(album, Map.of("n", Value.of(-(long) i - 1))));
                while (heard.get() == before) {
                    Thread.onSpinWait();
                }
            });
            long[] moves = measure(200, 200, i -> {
                EntityId label = labels.get(random.nextInt(READERS));
                system.run(tx -> tx.edit(label, Map.of("owner", Value.of("user" + random.nextInt(READERS)))));
            });
            System.out.printf(
                    Locale.ROOT,
                    "%-34s open %5.2f ms of processor each; commit %6.1f us (99th %6.1f); until its reader has it %6.1f us"
                            + " (99th %6.1f); give a label away %7.1f us%n",
                    one.name,
                    opened / 1e6 / READERS,
                    edits[edits.length / 2] / 1e3,
                    edits[edits.length * 99 / 100] / 1e3,
                    told[told.length / 2] / 1e3,
                    told[told.length * 99 / 100] / 1e3,
                    moves[moves.length / 2] / 1e3);
            live.forEach(LiveQuery::close);
        }
    }

    /** One commit. */
    private interface Work {
        void run(int i);
    }

    private static long[] measure(int warmUp, int measured, Work work) {
        for (int i = 0; i < warmUp; i++) {
            work.run(i);
        }
        long[] times = new long[measured];
        for (int i = 0; i < measured; i++) {
            long start = System.nanoTime();
            work.run(i);
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times;
    }
}
