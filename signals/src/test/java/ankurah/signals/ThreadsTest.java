package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One at a time is in a graph; reading what is set and closing are free of that. */
class ThreadsTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;
    private final MutableSignal<Integer> signal = graph.signal(1);
    private final Computed<Integer> computed = graph.computed(() -> signal.get() + 1);

    private static <T> T elsewhere(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread.ofVirtual().start(task);
        try {
            return task.get();
        } catch (java.util.concurrent.ExecutionException error) {
            throw (RuntimeException) error.getCause();
        } catch (InterruptedException error) {
            throw new IllegalStateException(error);
        }
    }

    @Test
    void anotherThreadMayUseTheGraphWhenNobodyIsInIt() {
        rig.logging(computed);
        elsewhere(() -> {
            signal.set(5);
            return 0;
        });
        assertThat(rig.log).containsExactly("2", "6");
        assertThat(elsewhere(computed::get)).isEqualTo(6);
    }

    @Test
    void whoComesWhileAnotherIsInTheGraphIsRefused() {
        Source source = graph.source();
        graph.batch(() -> {
            refused(() -> signal.set(2));
            refused(() -> signal.update(before -> 2));
            refused(source::invalidate);
            refused(computed::get);
            refused(computed::peek);
            refused(() -> graph.effect(() -> {}));
            refused(graph::scope);
            refused(() -> graph.batch(() -> {}));
        });
        assertThat(signal.get()).isEqualTo(1);
    }

    private void refused(Action action) {
        assertThatThrownBy(() -> elsewhere(() -> {
                    action.run();
                    return 0;
                }))
                .isInstanceOf(SignalException.Busy.class)
                .hasMessageContaining("another thread is in this signal graph");
    }

    @Test
    void aSignalIsReadByAnyThreadAtAnyTimeAndNotTracked() {
        Source source = graph.source();
        AtomicInteger runs = new AtomicInteger();
        graph.effect(() -> {
            runs.incrementAndGet();
            assertThat(elsewhere(signal::get)).isEqualTo(signal.peek());
            elsewhere(() -> {
                source.track();
                return graph.untracked(signal::get);
            });
        });
        signal.set(2);
        source.invalidate();
        assertThat(runs).hasValue(1);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void anEffectIsClosedByAnyThreadAtAnyTime() {
        Effect effect = rig.logging(signal);
        graph.batch(() -> {
            signal.set(2);
            assertThat(elsewhere(() -> {
                        effect.close();
                        return effect.isClosed();
                    }))
                    .isTrue();
        });
        signal.set(3);
        assertThat(rig.log).containsExactly("1");
    }

    @Test
    void aRunningEffectClosedByAnotherThreadComesToItsEndAndIsCleanedUp() {
        AtomicReference<Effect> effect = new AtomicReference<>();
        effect.set(graph.effect(() -> {
            int value = signal.get();
            graph.onClose(() -> rig.log.add("cleaned " + value));
            if (value == 2) {
                elsewhere(() -> {
                    effect.get().close();
                    return 0;
                });
            }
            rig.log.add("ran " + value);
        }));
        signal.set(2);
        signal.set(3);
        assertThat(rig.log).containsExactly("ran 1", "cleaned 1", "ran 2", "cleaned 2");
    }

    @Test
    void closingAndChangingBesideEachOtherLosesNothing() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            AtomicInteger cleaned = new AtomicInteger();
            List<Effect> effects = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                effects.add(graph.effect(() -> {
                    signal.get();
                    graph.onClose(cleaned::incrementAndGet);
                }));
            }
            CountDownLatch begin = new CountDownLatch(1);
            Thread closer = Thread.ofPlatform().start(() -> {
                try {
                    begin.await();
                } catch (InterruptedException error) {
                    throw new IllegalStateException(error);
                }
                effects.forEach(Effect::close);
            });
            begin.countDown();
            for (int i = 0; i < 20; i++) {
                try {
                    signal.update(before -> before + 1);
                } catch (SignalException.Busy closing) {
                    // the other thread was taking one down
                }
            }
            closer.join();
            assertThat(effects).allMatch(Effect::isClosed);
            cleaned.set(0);
            signal.update(before -> before + 1);
            assertThat(cleaned).as("all were cleaned up already").hasValue(0);
        }
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void whoIsRunningMayBeToldByTheProgram() {
        Object[] current = {"one"};
        SignalGraph own = SignalGraph.create(
                (where, error) -> {
                    throw new IllegalStateException(error);
                },
                () -> current[0]);
        MutableSignal<Integer> a = own.signal(1);
        own.batch(() -> {
            current[0] = "another";
            assertThatThrownBy(() -> a.set(2)).isInstanceOf(SignalException.Busy.class);
            current[0] = "one";
            a.set(3);
        });
        assertThat(a.get()).isEqualTo(3);
    }

    @Test
    void aGraphWithoutAHandlerLogs() {
        List<String> logged = new ArrayList<>();
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger("ankurah.signals");
        java.util.logging.Handler handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        SignalGraph.create().effect(() -> {
            throw new IllegalStateException("x");
        });
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        assertThat(logged).containsExactly("effect 1 failed");
    }
}
