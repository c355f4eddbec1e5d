package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EffectTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;

    @Test
    void anEffectRunsAtOnceAndAfterEachChange() {
        MutableSignal<Integer> a = graph.signal(1);
        rig.logging(a);
        a.set(2);
        a.set(3);
        assertThat(rig.log).containsExactly("1", "2", "3");
    }

    @Test
    void anEffectRunsOnceForABatch() {
        MutableSignal<Integer> a = graph.signal(1);
        MutableSignal<Integer> b = graph.signal(1);
        graph.effect(() -> rig.log.add(a.get() + b.get()));
        graph.batch(() -> {
            a.set(2);
            graph.batch(() -> b.set(2));
            assertThat(rig.log).as("an inner batch ends nothing").containsExactly(2);
            a.set(3);
        });
        assertThat(rig.log).containsExactly(2, 5);
    }

    @Test
    void aBatchThatFailsHasStillWritten() {
        MutableSignal<Integer> a = graph.signal(1);
        rig.logging(a);
        assertThatThrownBy(() -> graph.batch(() -> {
                    a.set(2);
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(rig.log).containsExactly("1", "2");
        a.set(3);
        assertThat(rig.log).containsExactly("1", "2", "3");
    }

    @Test
    void effectsRunInTheOrderInWhichTheyCameToDepend() {
        MutableSignal<Integer> a = graph.signal(1);
        for (String name : List.of("one", "two", "three")) {
            graph.effect(() -> rig.log.add(name + a.get()));
        }
        rig.log.clear();
        a.set(2);
        assertThat(rig.log).containsExactly("one2", "two2", "three2");
    }

    @Test
    void whatIsNoLongerReadNoLongerWakes() {
        MutableSignal<Boolean> which = graph.signal(true);
        MutableSignal<String> one = graph.signal("one");
        MutableSignal<String> other = graph.signal("other");
        graph.effect(() -> rig.log.add(which.get() ? one.get() : other.get()));
        which.set(false);
        one.set("ONE");
        assertThat(rig.log).containsExactly("one", "other");
        other.set("OTHER");
        assertThat(rig.log).containsExactly("one", "other", "OTHER");
    }

    @Test
    void aClosedEffectNeverRunsAgain() {
        MutableSignal<Integer> a = graph.signal(1);
        Effect effect = rig.logging(a);
        graph.batch(() -> {
            a.set(2);
            effect.close();
        });
        a.set(3);
        effect.close();
        assertThat(effect.isClosed()).isTrue();
        assertThat(rig.log).containsExactly("1");
    }

    @Test
    void whatItsLastEffectLeavesWhileAChangeIsPendingIsStillBroughtUpToDate() {
        MutableSignal<Integer> a = graph.signal(1);
        Computed<Integer> next = graph.computed(() -> a.get() + 1);
        Computed<Integer> twice = graph.computed(() -> next.get() * 2);
        Effect effect = rig.logging(twice);
        graph.batch(() -> {
            a.set(2);
            effect.close();
            assertThat(twice.get()).isEqualTo(6);
        });
        assertThat(next.get()).isEqualTo(3);
    }

    @Test
    void anEffectMayCloseItself() {
        MutableSignal<Integer> a = graph.signal(1);
        List<Effect> self = new ArrayList<>();
        self.add(graph.effect(() -> {
            rig.log.add(a.get());
            if (a.get() == 2) {
                self.get(0).close();
                a.set(5);
                a.get();
            }
        }));
        a.set(2);
        a.set(3);
        assertThat(rig.log).containsExactly(1, 2);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void oneEffectMayCloseAnotherThatWaits() {
        MutableSignal<Integer> a = graph.signal(1);
        List<Effect> second = new ArrayList<>();
        graph.effect(() -> {
            if (a.get() == 2) {
                second.get(0).close();
            }
        });
        second.add(rig.logging(a));
        a.set(2);
        assertThat(rig.log).containsExactly("1");
    }

    @Test
    void anErrorGoesToTheHandlerAndStopsNobody() {
        MutableSignal<Integer> a = graph.signal(1);
        graph.effect(() -> {
            if (a.get() % 2 == 0) {
                throw new IllegalStateException("even");
            }
            rig.log.add(a.get());
        });
        rig.logging(a);
        a.set(2);
        assertThat(rig.errors)
                .singleElement()
                .satisfies(error -> assertThat(error).hasMessage("even"));
        assertThat(rig.failures).containsExactly("effect 1");
        a.set(3);
        assertThat(rig.log).containsExactly(1, "1", "2", 3, "3");
    }

    @Test
    void anErrorInTheFirstRunGoesToTheHandlerToo() {
        MutableSignal<Integer> a = graph.signal(0);
        Effect effect = graph.effect(() -> rig.log.add(10 / a.get()));
        assertThat(rig.errors).singleElement().isInstanceOf(ArithmeticException.class);
        a.set(5);
        assertThat(rig.log).containsExactly(2);
        assertThat(effect.isClosed()).isFalse();
    }

    @Test
    void whatTheHandlerThrowsComesOutWhenAllHaveRun() {
        List<Object> log = new ArrayList<>();
        SignalGraph strict = SignalGraph.create((where, error) -> {
            throw new IllegalArgumentException(where, error);
        });
        MutableSignal<Integer> a = strict.signal(1);
        for (int i = 0; i < 2; i++) {
            strict.effect(() -> {
                if (a.get() == 2) {
                    throw new IllegalStateException("two");
                }
            });
        }
        strict.effect(() -> log.add(a.get()));
        assertThatThrownBy(() -> a.set(2))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
        a.set(3);
        assertThat(log).containsExactly(1, 2, 3);
    }

    @Test
    void anEffectMayWriteAndOthersRunAfterIt() {
        MutableSignal<Integer> celsius = graph.signal(0);
        MutableSignal<Integer> fahrenheit = graph.signal(0);
        graph.effect(() -> {
            fahrenheit.set(celsius.get() * 9 / 5 + 32);
            rig.log.add("wrote");
        });
        graph.effect(() -> rig.log.add(celsius.get() + "=" + fahrenheit.get()));
        celsius.set(100);
        assertThat(rig.log).containsExactly("wrote", "0=32", "wrote", "100=212");
    }

    @Test
    void anEffectThatChangesWhatItReadRunsUntilItIsContent() {
        MutableSignal<Integer> a = graph.signal(1);
        graph.effect(() -> {
            rig.log.add(a.get());
            if (a.get() < 5) {
                a.set(a.get() + 1);
            }
        });
        assertThat(rig.log).containsExactly(1, 2, 3, 4, 5);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void whatAnEffectWritesBeforeItReadsDoesNotWakeItself() {
        MutableSignal<Integer> trigger = graph.signal(1);
        MutableSignal<Integer> a = graph.signal(0);
        AtomicInteger runs = new AtomicInteger();
        graph.effect(() -> {
            runs.incrementAndGet();
            a.set(trigger.get());
            a.get();
        });
        trigger.set(2);
        assertThat(runs).hasValue(2);
    }

    @Test
    void anEffectThatNeverIsContentIsStoppedWithAnError() {
        MutableSignal<Integer> a = graph.signal(1);
        AtomicInteger runs = new AtomicInteger();
        graph.effect(() -> {
                    runs.incrementAndGet();
                    if (a.get() > 0) {
                        a.set(a.get() + 1);
                    }
                })
                .named("greedy");
        rig.logging(a);
        assertThat(runs.getAndSet(0)).isEqualTo(1 + SignalGraph.RUNS_PER_BATCH);
        assertThat(rig.errors)
                .singleElement()
                .isInstanceOf(SignalException.Runaway.class)
                .satisfies(error -> assertThat(error)
                        .hasMessageContaining("has run 100 times in one batch because its own changes trigger it"));
        assertThat(rig.log).as("others run").containsExactly(String.valueOf(2 + SignalGraph.RUNS_PER_BATCH));
        a.set(0);
        assertThat(runs).as("and it runs again when something changes").hasValue(1);
        assertThat(rig.errors).hasSize(1);
    }

    @Test
    void twoEffectsThatNeverLetGoOfEachOtherAreStoppedToo() {
        MutableSignal<Integer> ping = graph.signal(0);
        MutableSignal<Integer> pong = graph.signal(0);
        MutableSignal<Boolean> play = graph.signal(false);
        graph.effect(() -> {
            if (play.get()) {
                pong.set(ping.get() + 1);
            }
        });
        graph.effect(() -> {
            if (play.get()) {
                ping.set(pong.get() + 1);
            }
        });
        play.set(true);
        assertThat(rig.errors).isNotEmpty().allMatch(error -> error instanceof SignalException.Runaway);
        rig.errors.clear();
        play.set(false);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aRunawayIsTriedAgainWithAnyLaterChangeOfWhatItReads() {
        MutableSignal<Integer> a = graph.signal(1);
        MutableSignal<Boolean> stop = graph.signal(false);
        Computed<Boolean> stopped = graph.computed(stop::get);
        AtomicInteger runs = new AtomicInteger();
        graph.effect(() -> {
            runs.incrementAndGet();
            int now = a.get();
            if (!stopped.get()) {
                a.set(now + 1);
            }
        });
        assertThat(rig.errors).hasSize(1);
        runs.set(0);
        stop.set(true);
        assertThat(runs).hasValue(1);
        a.set(0);
        assertThat(runs).hasValue(2);
        assertThat(rig.errors).hasSize(1);
    }

    @Test
    void anEffectCanWriteInItsFirstRunInsideABatch() {
        MutableSignal<Integer> a = graph.signal(1);
        rig.logging(a);
        graph.batch(() -> {
            graph.effect(() -> a.set(2));
            assertThat(a.get()).isEqualTo(2);
            assertThat(rig.log).containsExactly("1");
        });
        assertThat(rig.log).containsExactly("1", "2");
    }
}
