package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.signals.Computed;
import ankurah.signals.Effect;
import ankurah.signals.MutableSignal;
import ankurah.signals.SignalGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Live queries are signals. */
class LiveSignalTest {
    private final TestNode node = new TestNode();
    private final Context context = node.context;
    private final SignalGraph graph = node.node.signals();
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        node.close();
    }

    private EntityId album(long year) {
        return context.transact(
                        tx -> tx.create("album", Map.of("year", Value.of(year))).id())
                .value();
    }

    @Test
    void anEffectRunsAgainWhenTheResultItReadHasChanged() {
        album(2000);
        try (LiveQuery live = context.live("album", "year > 1990")) {
            Effect effect = graph.effect(() -> log.add(live.result().size()));
            album(2001);
            assertThat(log).as("not within the commit").containsExactly(1);
            node.deliver();
            album(1980);
            node.deliver();
            assertThat(log).containsExactly(1, 2);
            effect.close();
            album(2002);
            node.deliver();
            assertThat(log).containsExactly(1, 2);
        }
    }

    @Test
    void anEffectRunsOnceACommitHoweverManyQueriesItReads() {
        album(2000);
        LiveQuery one = context.live("album", "year > 1990");
        LiveQuery other = context.live("album", "");
        graph.effect(() -> log.add(one.get().size() + "/" + other.get().size()));
        context.run(tx -> {
            tx.create("album", Map.of("year", Value.of(1L)));
            tx.create("album", Map.of("year", Value.of(2001L)));
        });
        node.deliver();
        assertThat(log).containsExactly("1/1", "2/3");
    }

    @Test
    void commitsFasterThanTheDispatcherAreOneChange() {
        album(2000);
        LiveQuery live = context.live("album", "");
        graph.effect(() -> log.add(live.result().size()));
        album(2001);
        album(2002);
        node.deliver();
        assertThat(log).containsExactly(1, 3);
    }

    @Test
    void listenersHearBeforeEffectsRun() {
        album(2000);
        LiveQuery live = context.live("album", "");
        graph.effect(() -> log.add("effect " + live.result().size()));
        live.subscribe(change -> log.add("listener " + change.rows().size()));
        album(2001);
        node.deliver();
        assertThat(log).containsExactly("effect 1", "listener 2", "effect 2");
    }

    @Test
    void allReadsOfAnEffectComeFromOnePositionThoughItCommits() {
        EntityId id = album(2000);
        LiveQuery live = context.live("album", "year = 2000");
        MutableSignal<Boolean> go = graph.signal(false);
        graph.effect(() -> {
            if (go.get()) {
                int before = live.result().size();
                context.run(tx -> tx.set(id, "year", Value.of(1L)));
                log.add(before + " " + live.result().size() + " "
                        + context.query("album", "year = 2000").size());
            }
        });
        go.set(true);
        assertThat(log).containsExactly("1 1 1");
        assertThat(live.result().size()).as("outside").isZero();
        node.deliver();
        assertThat(log).hasSize(2);
        assertThat(log.get(1)).isEqualTo("0 0 0");
    }

    @Test
    void aComputedValueReadOutsideIsAsNewAsTheCommit() {
        album(2000);
        LiveQuery live = context.live("album", "");
        Computed<Integer> size = graph.computed(() -> live.result().size());
        assertThat(size.get()).isEqualTo(1);
        album(2001);
        assertThat(size.get()).as("nothing was delivered").isEqualTo(2);
        node.deliver();
        assertThat(size.get()).isEqualTo(2);
    }

    @Test
    void anotherSelectionIsAChangeAndAClosedQueryIsNone() {
        album(1);
        album(2);
        LiveQuery live = context.live("album", "year = 1");
        Effect effect = graph.effect(() -> log.add(live.result().size()));
        live.update("");
        node.deliver();
        live.close();
        album(3);
        node.deliver();
        assertThat(log).containsExactly(1, 2);
        assertThat(effect.isClosed()).isFalse();
    }

    @Test
    void whatIsDispatchedRunsInTheGraph() {
        album(1);
        LiveQuery live = context.live("album", "");
        node.node.dispatch(() -> graph.effect(() -> log.add(live.result().size())));
        assertThat(log).isEmpty();
        node.deliver();
        album(2);
        node.deliver();
        assertThat(log).containsExactly(1, 2);
    }

    @Test
    void anEffectOfAClosedNodeStillReadsTheLastResult() {
        album(1);
        LiveQuery live = context.live("album", "");
        node.close();
        graph.effect(() -> log.add(live.result().size()));
        assertThat(log).containsExactly(1);
    }
}
