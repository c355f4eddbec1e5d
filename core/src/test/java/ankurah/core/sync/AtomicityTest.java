package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Transaction;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What happens in one transaction is seen as one on every node: nobody ever finds money on its way. */
class AtomicityTest {
    private static final int ACCOUNTS = 6;
    private static final long EACH = 100;
    private static final int TRANSFERS = 200;

    private final List<EntityId> accounts = new ArrayList<>();

    private void open(Context context) {
        context.run(tx -> {
            for (int i = 0; i < ACCOUNTS; i++) {
                accounts.add(tx.create("account", Map.of("balance", Value.of(EACH), "moves", Value.of(0L)))
                        .id());
            }
            tx.delete(tx.create("transfer", Map.of()).id());
        });
    }

    private static long number(Entity row, String property) {
        return ((Value.Int) row.get(property)).value();
    }

    private void transfer(Context context, Random random) {
        EntityId from = accounts.get(random.nextInt(ACCOUNTS));
        EntityId to = accounts.get(random.nextInt(ACCOUNTS));
        if (from.equals(to)) {
            return;
        }
        context.run(tx -> {
            move(tx, from, -1);
            move(tx, to, 1);
            tx.create("transfer", Map.of("from", Value.of(from), "to", Value.of(to)));
        });
    }

    private static void move(Transaction tx, EntityId account, long amount) {
        Entity row = tx.get(account);
        tx.edit(
                account,
                Map.of(
                        "balance", Value.of(number(row, "balance") + amount),
                        "moves", Value.of(number(row, "moves") + 1)));
    }

    /** What a node shows at one position: the sum of all accounts, and their moves less two for each transfer. */
    private static List<Long> sums(Context context) {
        return context.read(reads -> {
            long balance = 0;
            long moves = 0;
            for (Entity row : reads.query("account", "")) {
                balance += number(row, "balance");
                moves += number(row, "moves");
            }
            return List.of(balance, moves - 2L * reads.query("transfer", "").size());
        });
    }

    @Test
    void everyNodeSeesAllOfATransactionOrNothing() {
        try (Rig rig = new Rig()) {
            open(rig.server.context());
            Context author = rig.client().context();
            Rig.Client reader = rig.client();
            List<List<Long>> seen = new CopyOnWriteArrayList<>();
            List<LiveQuery> lives = new ArrayList<>();
            for (Context each : List.of(rig.server.context(), author, reader.context())) {
                for (String collection : List.of("account", "transfer")) {
                    LiveQuery live = each.live(collection, "").awaitLive(Rig.LONG);
                    live.subscribe(change -> seen.add(sums(each)));
                    lives.add(live);
                }
            }
            Random random = new Random(1);
            for (int i = 0; i < TRANSFERS; i++) {
                transfer(author, random);
                seen.add(sums(author));
                seen.add(sums(reader.context()));
                if (i % 50 == 25) {
                    reader.wire().hiccup();
                }
            }
            lives.forEach(live -> rig.untilEqual(live, rig.server.context()));
            assertThat(lives.getLast().result().size()).isGreaterThan(TRANSFERS / 2);
            lives.forEach(LiveQuery::close);
            assertThat(seen).hasSizeGreaterThan(2 * TRANSFERS).containsOnly(List.of(ACCOUNTS * EACH, 0L));
        }
    }

    @Test
    void readsInAClientsTransactionAreRepeatableAndItsWritesItsOwn() {
        try (Rig rig = new Rig()) {
            open(rig.server.context());
            Context context = rig.client().context();
            try (LiveQuery live = context.live("account", "").awaitLive(Rig.LONG)) {
                EntityId mine = accounts.getFirst();
                EntityId others = accounts.getLast();
                Transaction tx = context.begin();
                tx.set(mine, "balance", Value.of(-1L));
                rig.server.context().run(other -> {
                    other.set(others, "balance", Value.of(7L));
                    other.set(mine, "moves", Value.of(7L));
                });
                rig.untilEqual(live, rig.server.context());
                assertThat(number(tx.get(others), "balance")).isEqualTo(EACH);
                assertThat(number(tx.get(mine), "moves")).isZero();
                assertThat(number(tx.get(mine), "balance")).isEqualTo(-1);
                assertThat(tx.query("account", "balance = -1")).hasSize(1);
                assertThat(context.query("account", "balance = -1")).isEmpty();
                assertThat(number(context.get(others), "balance")).isEqualTo(7);
                tx.commit();
                assertThat(number(context.get(mine), "balance")).isEqualTo(-1);
                assertThat(number(context.get(mine), "moves")).isEqualTo(7);
                rig.untilEqual(live, rig.server.context());
            }
        }
    }
}
