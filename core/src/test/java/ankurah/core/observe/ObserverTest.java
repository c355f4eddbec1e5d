package ankurah.core.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.rules.Rules;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObserverTest {
    /** One nanosecond passes between two looks at the clock. */
    private static final class Notes implements Observer {
        private final List<Observed> all = new ArrayList<>();
        private long now;

        @Override
        public synchronized long nanos() {
            return ++now;
        }

        @Override
        public synchronized void observe(Observed what) {
            all.add(what);
        }

        <T extends Observed> List<T> of(Class<T> kind) {
            return all.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private static void write(Context context, String collection) {
        context.run(tx -> tx.create(collection, Map.of("n", Value.of(1L))));
    }

    @Test
    void commitsAreToldWithTheirPlaceAndTime() {
        Notes notes = new Notes();
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            node.observe(notes);
            write(node.context(), "a");
            write(node.context(), "b");
            assertThat(notes.of(Observed.Committed.class)).hasSize(2).allSatisfy(taken -> {
                assertThat(taken.fresh()).isTrue();
                assertThat(taken.connection()).isZero();
                assertThat(taken.nanos()).isPositive();
            });
            assertThat(notes.of(Observed.Committed.class))
                    .extracting(Observed.Committed::number)
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void refusalsAreToldWithTheirCode() {
        Notes notes = new Notes();
        Rules nothing = Rules.builder().allow("read", "a").build();
        try (Node node = Node.durable(MemoryStorage.open(), nothing)) {
            node.observe(notes);
            assertThatThrownBy(() -> write(node.context(Principal.of("ann")), "a"))
                    .isInstanceOf(AnkurahException.Refused.class);
            assertThat(notes.of(Observed.Refused.class))
                    .extracting(Observed.Refused::code)
                    .containsExactly("policy.refused");
            assertThat(notes.of(Observed.Committed.class)).isEmpty();
        }
    }

    @Test
    void queriesAreToldWithTheirRows() {
        Notes notes = new Notes();
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context context = node.context();
            write(context, "a");
            node.observe(notes);
            assertThat(context.query("a", "n = 1")).hasSize(1);
            assertThat(context.count("a", "n > 0")).isEqualTo(1);
            try (LiveQuery live = context.live("a", "n < 5")) {
                assertThat(live.result().size()).isEqualTo(1);
            }
            assertThat(notes.of(Observed.Queried.class))
                    .extracting(queried -> queried.kind() + " " + queried.query() + " " + queried.rows())
                    .containsExactly("ONCE n = 1 1", "ONCE n > 0 1", "LIVE n < 5 1");
        }
    }

    @Test
    void oneThatFailsHarmsNeitherTheCommitNorTheOthers() {
        Notes notes = new Notes();
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            node.observe(new Observer() {
                @Override
                public long nanos() {
                    return 0;
                }

                @Override
                public void observe(Observed what) {
                    throw new IllegalStateException("an observer that fails");
                }
            });
            node.observe(notes);
            write(node.context(), "a");
            assertThat(notes.of(Observed.Committed.class)).hasSize(1);
        }
    }

    @Test
    void whoHasLeftHearsNothing() {
        Notes notes = new Notes();
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            try (Observing observing = node.observe(notes)) {
                write(node.context(), "a");
                assertThat(observing).isNotNull();
            }
            write(node.context(), "a");
            assertThat(notes.of(Observed.Committed.class)).hasSize(1);
            assertThat(node.backend().reactor().observation().isOn()).isFalse();
        }
    }
}
