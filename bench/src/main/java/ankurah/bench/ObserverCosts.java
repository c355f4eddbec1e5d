package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.observe.Observed;
import ankurah.core.observe.Observer;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a commit costs, unobserved, observed by who does nothing, and by all that a server looks with. */
public final class ObserverCosts {
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 60;
    private static final int EACH = 1_000;

    private ObserverCosts() {}

    public static void main(String[] args) {
        CpuRounds commits = new CpuRounds(WARM_UP, ROUNDS, EACH);
        CpuRounds queries = new CpuRounds(WARM_UP, ROUNDS, EACH);
        List<AutoCloseable> open = new ArrayList<>();
        add("nobody looks", open(open), commits, queries);
        add("nobody looks, once more", open(open), commits, queries);
        Node observed = open(open);
        open.add(observed.observe(new Idle()));
        add("an observer that does nothing", observed, commits, queries);
        Node served = open(open);
        open.add(Server.start(served, ServerOptions.defaults().withPort(0)));
        add("a server", served, commits, queries);
        System.out.println("a commit of one property");
        commits.print();
        System.out.println("a query of one row by its id");
        queries.print();
        System.exit(0);
    }

    private static Node open(List<AutoCloseable> open) {
        Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
        open.add(node);
        return node;
    }

    private static void add(String name, Node node, CpuRounds commits, CpuRounds queries) {
        Context context = node.context();
        EntityId row = context.transact(
                        tx -> tx.create("row", Map.of("n", Value.of(0L))).id())
                .value();
        long[] n = new long[1];
        commits.add(name, () -> context.run(tx -> tx.edit(row, Map.of("n", Value.of(n[0]++)))));
        queries.add(name, () -> {
            var _ = context.query("row", "id = ?", Value.of(row));
        });
    }

    private static final class Idle implements Observer {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void observe(Observed what) {
            // That is the point.
        }
    }
}
