package ankurah.core.internal.sync.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.live.Window;
import ankurah.core.internal.policy.Sight;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.MemoryStorage;
import ankurah.storage.Position;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int COMMITS = 2_000;
    private static final Query ALL = AnkQl.parse("");

    private final Backlog backlog = new Backlog(1 << 20);

    private static EntityId create(Node node) {
        return node.context()
                .transact(tx -> tx.create("thing", Map.of("n", Value.of(0L))).id())
                .value();
    }

    /**
     * A client that is told of rows from behind the position it is sent is not sent the events between: it would miss them for
     * good. Whoever publishes may come in between everything that its session does, so the session dawdles here.
     */
    @Test
    void whatIsTakenIsFromThePositionThatIsSaidWhoeverPublishesMeanwhile() throws InterruptedException {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            EntityId id = create(node);
            DurableBackend backend = (DurableBackend) node.backend();
            Reactor reactor = backend.reactor();
            Sight sight = backend.sightOf(Principal.SYSTEM);
            AtomicReference<Position> published = new AtomicReference<>(reactor.position());
            long first = reactor.position().number();
            ServerSubscription[] subscription = new ServerSubscription[1];
            Window window = reactor.window((before, change, root) ->
                    backlog.add(subscription[0], root.position().number(), change.changes(), change.rows()));
            subscription[0] = new ServerSubscription(1, "thing", ALL, null, sight, window);
            window.select("thing", ALL, sight);
            reactor.tap((root, commit, changes) -> published.set(root.position()));
            Thread writer = Thread.ofPlatform().start(() -> {
                for (long n = 1; n <= COMMITS; n++) {
                    long value = n;
                    node.context().run(tx -> tx.set(id, "n", Value.of(value)));
                }
            });
            long told = first;
            while (told < first + COMMITS) {
                Backlog.Taken taken = backlog.take(() -> {
                    Position to = published.get();
                    Thread.yield();
                    return to;
                });
                News news = taken.news().get(subscription[0]);
                if (news == null) {
                    assertThat(taken.to().number()).isEqualTo(told);
                } else {
                    told = taken.to().number();
                    assertThat(news.rows().get(0).get("n")).isEqualTo(Value.of(told - first));
                }
            }
            writer.join();
            window.close();
        }
    }
}
