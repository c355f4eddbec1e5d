package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.ConnectionStatus.State;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Status;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A query that a server would hang up on is refused where it is asked, and costs nobody else's subscription. */
class LargeQueryTest {
    private static final Operand N = new Operand.Path(List.of("n"));

    private static Query chain(int length) {
        List<Predicate> parts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            parts.add(new Predicate.Comparison(N, Operator.EQ, new Operand.Literal(Value.of((long) i))));
        }
        return Query.where(new Predicate.Or(parts));
    }

    private static Query heavy(int megabytes) {
        List<Operand> options = new ArrayList<>();
        for (int i = 0; i < megabytes; i++) {
            options.add(new Operand.Literal(Value.of(i + "x".repeat(1 << 20))));
        }
        return Query.where(new Predicate.In(N, options));
    }

    @Test
    void isRefusedAtTheClientAndTheOthersGoOn() {
        try (Rig rig = new Rig()) {
            rig.server.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
            List<State> states = new CopyOnWriteArrayList<>();
            Rig.Client client = rig.client(NodeOptions.defaults()
                    .withRetry(1, 20)
                    .withConnectionListener(status -> states.add(status.state())));
            try (LiveQuery other = client.context().live("thing", "").awaitLive(Rig.LONG);
                    LiveQuery within = client.context().live("thing", chain(5_000));
                    LiveQuery tooLong = client.context().live("thing", chain(20_000));
                    LiveQuery tooHeavy = client.context().live("thing", heavy(18))) {
                within.awaitLive(Rig.LONG);
                assertRefused(tooLong, "sync.query_too_long");
                assertRefused(tooHeavy, "sync.message_too_large");
                assertThatThrownBy(() -> client.context().explain("thing", heavy(18)))
                        .isInstanceOf(AnkurahException.Invalid.class);
                rig.server.context().run(tx -> tx.create("thing", Map.of("n", Value.of(2L))));
                rig.untilEqual(other, rig.server.context());
                rig.untilEqual(within, rig.server.context());
            }
            assertThat(states).as("one connection").containsExactly(State.CONNECTING, State.CONNECTED);
        }
    }

    private static void assertRefused(LiveQuery live, String code) {
        assertThat(live.status()).isEqualTo(Status.FAILED);
        assertThatThrownBy(() -> live.awaitLive(Rig.LONG))
                .isInstanceOf(AnkurahException.Invalid.class)
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo(code);
    }
}
