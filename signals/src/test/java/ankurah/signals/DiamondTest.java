package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where two ways meet, nobody sees one of them new and the other old, and nobody runs twice. */
class DiamondTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aDiamondIsComputedOnceAndFitsTogether() {
        MutableSignal<Integer> a = graph.signal(1);
        Computed<Integer> left = graph.computed(() -> a.get() + 1);
        Computed<Integer> right = graph.computed(() -> a.get() + 1);
        Computed<Boolean> fits = graph.computed(() -> {
            runs.incrementAndGet();
            return left.get().equals(right.get());
        });
        rig.logging(fits);
        for (int i = 2; i < 50; i++) {
            a.set(i);
        }
        assertThat(runs).hasValue(49);
        assertThat(rig.log).containsExactly("true");
    }

    @Test
    void aJaggedDiamondIsComputedOnce() {
        MutableSignal<Integer> a = graph.signal(0);
        Signal<Integer> longWay = a;
        for (int i = 0; i < 10; i++) {
            Signal<Integer> before = longWay;
            longWay = graph.computed(() -> before.get() + 1);
        }
        Signal<Integer> end = longWay;
        Computed<Integer> meet = graph.computed(() -> {
            runs.incrementAndGet();
            return end.get() - a.get();
        });
        graph.effect(() -> {
            rig.log.add(meet.get() + " " + a.get() + " " + end.get());
        });
        a.set(5);
        assertThat(rig.log).containsExactly("10 0 10", "10 5 15");
        assertThat(runs).hasValue(2);
    }

    @Test
    void inALadderOfDiamondsEveryoneRunsOnceForEachChange() {
        MutableSignal<Integer> a = graph.signal(0);
        List<AtomicInteger> counts = new ArrayList<>();
        Signal<Integer> last = a;
        for (int i = 0; i < 30; i++) {
            Signal<Integer> before = last;
            Computed<Integer> left = counted(counts, () -> before.get() + 1);
            Computed<Integer> right = counted(counts, () -> before.get() - 1);
            last = counted(counts, () -> {
                assertThat(left.get() - right.get()).isEqualTo(2);
                return (left.get() + right.get()) / 2;
            });
        }
        Signal<Integer> end = last;
        rig.logging(end);
        a.set(1);
        a.set(2);
        assertThat(rig.log).containsExactly("0", "1", "2");
        assertThat(counts).allMatch(count -> count.get() == 3);
    }

    private Computed<Integer> counted(List<AtomicInteger> counts, Computation<Integer> computation) {
        AtomicInteger count = new AtomicInteger();
        counts.add(count);
        return graph.computed(() -> {
            count.incrementAndGet();
            return computation.compute();
        });
    }

    @Test
    void whenAllBelowComesOutTheSameTheTipDoesNotRun() {
        MutableSignal<Integer> a = graph.signal(1);
        Computed<Integer> sign = graph.computed(() -> Integer.signum(a.get()));
        Computed<Integer> size = graph.computed(() -> Math.abs(a.get()) > 100 ? 1 : 0);
        Computed<Integer> tip = graph.computed(() -> {
            runs.incrementAndGet();
            return sign.get() + size.get();
        });
        rig.logging(tip);
        a.set(2);
        a.set(50);
        assertThat(runs).hasValue(1);
        a.set(500);
        assertThat(runs).hasValue(2);
        assertThat(rig.log).containsExactly("1", "2");
    }

    @Test
    void anEffectNeverSeesAHalfChangedBatch() {
        MutableSignal<Integer> one = graph.signal(50);
        MutableSignal<Integer> other = graph.signal(50);
        Computed<Integer> sum = graph.computed(() -> one.get() + other.get());
        graph.effect(() -> rig.log.add(one.get() + other.get() + sum.get()));
        for (int i = 0; i < 10; i++) {
            int moved = i;
            graph.batch(() -> {
                one.update(before -> before - moved);
                other.update(before -> before + moved);
            });
        }
        assertThat(rig.log).hasSize(10).containsOnly(200);
    }
}
