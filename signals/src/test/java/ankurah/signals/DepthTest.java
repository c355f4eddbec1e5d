package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** No graph is too deep for the stack of a thread. */
class DepthTest {
    private static final int DEEP = 100_000;

    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;
    private final MutableSignal<Integer> source = graph.signal(0);
    private final AtomicInteger runs = new AtomicInteger();

    private Signal<Integer> chain(int length) {
        Signal<Integer> last = source;
        for (int i = 0; i < length; i++) {
            Signal<Integer> before = last;
            last = graph.computed(() -> {
                int value = before.get();
                runs.incrementAndGet();
                return value + 1;
            });
        }
        return last;
    }

    @Test
    void aDeepChainIsReadFollowedAndClosed() throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        Thread small = new Thread(null, this::readFollowAndClose, "small stack", 256 * 1024);
        small.setUncaughtExceptionHandler((thread, error) -> thrown.add(error));
        small.start();
        small.join();
        assertThat(thrown).isEmpty();
    }

    private void readFollowAndClose() {
        Signal<Integer> end = chain(DEEP);
        assertThat(end.get()).isEqualTo(DEEP);
        assertThat(runs.getAndSet(0)).isEqualTo(DEEP);
        source.set(1);
        assertThat(end.get()).isEqualTo(DEEP + 1);
        assertThat(runs.getAndSet(0)).isEqualTo(DEEP);
        Effect effect = rig.logging(end);
        source.set(2);
        assertThat(runs.getAndSet(0)).isEqualTo(DEEP);
        effect.close();
        source.set(3);
        assertThat(runs).hasValue(0);
        assertThat(end.get()).isEqualTo(DEEP + 3);
        assertThat(rig.log).containsExactly(String.valueOf(DEEP + 1), String.valueOf(DEEP + 2));
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void anEffectOnADeepChainRunsOnceThoughComputationsAreBrokenOff() {
        Signal<Integer> end = chain(DEEP);
        AtomicInteger effects = new AtomicInteger();
        graph.effect(() -> {
            effects.incrementAndGet();
            rig.log.add(end.get());
        });
        assertThat(effects).hasValue(1);
        assertThat(rig.log).containsExactly(DEEP);
    }

    @Test
    void aFailureComesUpADeepChain() {
        Computed<Integer> failing = graph.computed(() -> {
            throw new IllegalStateException("at the bottom");
        });
        Signal<Integer> last = failing;
        for (int i = 0; i < DEEP; i++) {
            Signal<Integer> before = last;
            last = graph.computed(() -> before.get() + 1);
        }
        assertThatThrownBy(last::get).hasMessage("at the bottom");
    }

    @Test
    void aComputationThatCatchesEverythingIsBrokenOffAllTheSame() {
        Signal<Integer> last = source;
        for (int i = 0; i < 1000; i++) {
            Signal<Integer> before = last;
            last = graph.computed(() -> {
                try {
                    return before.get() + 1;
                } catch (Throwable error) {
                    return -1000;
                }
            });
        }
        assertThat(last.get()).isEqualTo(1000);
    }

    /** Each node at the bound of nesting has many deep ones below it; none is computed twice, few are begun again. */
    @Test
    void aWideNodeOverDeepChainsIsReadInReasonableTime() {
        List<Signal<Integer>> ends = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ends.add(chain(300));
        }
        AtomicInteger begun = new AtomicInteger();
        Signal<Integer> sum = graph.computed(() -> {
            begun.incrementAndGet();
            int total = 0;
            for (Signal<Integer> end : ends) {
                total += end.get();
            }
            return total;
        });
        for (int i = 0; i < 99; i++) {
            Signal<Integer> before = sum;
            sum = graph.computed(before::get);
        }
        assertThat(sum.get()).isEqualTo(300 * 300);
        assertThat(runs).hasValue(300 * 300);
        assertThat(begun.get()).isLessThanOrEqualTo(302);
    }

    @Test
    void aDeepChainFoundLateInARunIsReadToo() {
        MutableSignal<Boolean> which = graph.signal(false);
        Signal<Integer> deep = chain(5000);
        Computed<Integer> chosen = graph.computed(() -> which.get() ? deep.get() : -1);
        Signal<Integer> last = chosen;
        for (int i = 0; i < 250; i++) {
            Signal<Integer> before = last;
            last = graph.computed(() -> which.get() ? before.get() : before.get());
        }
        rig.logging(last);
        which.set(true);
        source.set(1);
        assertThat(rig.log).containsExactly("-1", "5000", "5001");
    }

    @Test
    void effectsMayHangInALongRow() {
        List<MutableSignal<Integer>> row = new ArrayList<>();
        for (int i = 0; i <= DEEP; i++) {
            row.add(graph.signal(0));
        }
        for (int i = 0; i < DEEP; i++) {
            MutableSignal<Integer> from = row.get(i);
            MutableSignal<Integer> to = row.get(i + 1);
            graph.effect(() -> to.set(from.get()));
        }
        row.get(0).set(7);
        assertThat(row.get(DEEP).get()).isEqualTo(7);
        assertThat(rig.errors).isEmpty();
    }
}
