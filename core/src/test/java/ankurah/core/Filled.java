package ankurah.core;

import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.type.Counter;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Value;
import ankurah.query.OrderBy;
import ankurah.storage.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Fills a store with some of everything: values of all kinds of types, forks, deletions, erasures, indexes. */
final class Filled {
    static final IndexSpec BY_N = IndexSpec.on("thing", "n");
    static final IndexSpec BY_TWO = IndexSpec.of("thing", OrderBy.descending("word"), OrderBy.ascending("n"));

    private Filled() {}

    static List<EntityId> with(Node node, long seed) {
        Random random = new Random(seed);
        Context context = node.context();
        List<EntityId> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long n = random.nextInt(20) - 10;
            ids.add(context.transact(tx -> tx.create(
                                    "thing",
                                    Map.of("n", Value.of(n), "word", Value.of("word " + n)),
                                    Map.of("plays", Counter.add(n)))
                            .id())
                    .value());
            EntityId some = ids.get(random.nextInt(ids.size()));
            context.run(tx -> {
                tx.text(some, "note").insert(0, "written " + n + " ");
                tx.apply(some, "plays", Counter.add(1));
                if (random.nextBoolean()) {
                    tx.set(some, "n", Value.NULL);
                }
                tx.create("other", Map.of("of", Value.of(some.toString()), "big", Value.of(n * 1_000_000_007L)));
            });
        }
        node.indexes().declare(BY_N);
        node.indexes().declare(BY_TWO);
        node.indexes().await(BY_N, 30_000);
        node.indexes().await(BY_TWO, 30_000);
        context.run(tx -> tx.delete(ids.get(3)));
        context.erase(ids.get(5));
        context.run(tx -> tx.text(ids.get(7), "note").insert(0, "secret "));
        context.run(tx -> tx.text(ids.get(7), "note").insert(3, "more "));
        context.erase(ids.get(7), java.util.Set.of("note"));
        context.run(tx -> tx.text(ids.get(7), "note").insert(0, "after "));
        fork(node, ids);
        return ids;
    }

    private static void fork(Node node, List<EntityId> ids) {
        Author author = new Author(5, HybridTime.ofMillis(System.currentTimeMillis()));
        DurableBackend backend = (DurableBackend) node.backend();
        Event genesis = Event.seal(
                node.system(),
                "thing",
                null,
                ankurah.event.Clock.EMPTY,
                author.transaction(),
                "",
                author.time(),
                new ankurah.event.Payload(new byte[16], List.of()),
                ankurah.event.Sha256.jdk());
        backend.submit(Author.commit(genesis), Principal.ANONYMOUS);
        for (long n = 1; n <= 3; n++) {
            author.pass(7);
            backend.submit(
                    Author.commit(Event.seal(
                            node.system(),
                            "thing",
                            genesis.entity(),
                            ankurah.event.Clock.of(genesis.id()),
                            author.transaction(),
                            "",
                            author.time(),
                            new ankurah.event.Payload(
                                    new byte[16], List.of(ankurah.event.Operation.write("n", Value.of(n)))),
                            ankurah.event.Sha256.jdk())),
                    Principal.ANONYMOUS);
        }
        ids.add(genesis.entity());
    }
}
