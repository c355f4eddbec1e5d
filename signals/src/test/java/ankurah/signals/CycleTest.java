package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CycleTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;
    private final MutableSignal<Boolean> closed = graph.signal(true);

    /** first -> second -> third -> first, as long as the ring is closed; else third is 1, and each next one more. */
    private List<Computed<Integer>> ring() {
        List<Computed<Integer>> ring = new ArrayList<>();
        ring.add(graph.computed(() -> ring.get(1).get() + 1).named("first"));
        ring.add(graph.computed(() -> ring.get(2).get() + 1).named("second"));
        ring.add(graph.computed(() -> closed.get() ? ring.get(0).get() + 1 : 1).named("third"));
        return ring;
    }

    @Test
    void aCycleIsAnErrorThatNamesTheChain() {
        Computed<Integer> reader = graph.computed(ring().get(0)::get).named("reader");
        SignalException.Cycle error = catchThrowableOfType(SignalException.Cycle.class, reader::get);
        assertThat(error.code()).isEqualTo("signals.cycle");
        assertThat(error.chain())
                .containsExactly(
                        "computed \"first\"", "computed \"second\"", "computed \"third\"", "computed \"first\"");
        assertThat(error)
                .hasMessageContaining(
                        "depends on itself: computed \"first\" -> computed \"second\" -> computed \"third\" -> computed \"first\"");
    }

    @Test
    void aValueMayNotReadItself() {
        List<Computed<Integer>> self = new ArrayList<>();
        self.add(graph.computed(() -> self.get(0).get()));
        assertThatThrownBy(self.get(0)::get)
                .isInstanceOf(SignalException.Cycle.class)
                .hasMessageContaining("computed 1 -> computed 1;");
        self.set(0, graph.computed(() -> self.get(0).peek()));
        assertThatThrownBy(self.get(0)::get).isInstanceOf(SignalException.Cycle.class);
    }

    @Test
    void whenTheRingOpensTheValuesAreThere() {
        List<Computed<Integer>> ring = ring();
        for (Computed<Integer> one : ring) {
            assertThatThrownBy(one::get).isInstanceOf(SignalException.Cycle.class);
        }
        closed.set(false);
        assertThat(ring.get(0).get()).isEqualTo(3);
        assertThat(ring.get(2).get()).isEqualTo(1);
        closed.set(true);
        for (Computed<Integer> one : ring) {
            assertThatThrownBy(one::get).isInstanceOf(SignalException.Cycle.class);
        }
    }

    @Test
    void effectsOnAnyPartOfTheRingHearWhenItOpensAndCloses() {
        for (int first = 0; first < 3; first++) {
            closed.set(true);
            List<Computed<Integer>> ring = ring();
            List<Effect> effects = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                effects.add(rig.logging(ring.get((first + i) % 3)));
            }
            assertThat(rig.errors).hasSize(3).allMatch(error -> error instanceof SignalException.Cycle);
            rig.errors.clear();
            closed.set(false);
            assertThat(rig.taken()).containsExactlyInAnyOrder("1", "2", "3");
            closed.set(true);
            assertThat(rig.errors).hasSize(3).allMatch(error -> error instanceof SignalException.Cycle);
            rig.errors.clear();
            effects.forEach(Effect::close);
        }
    }

    @Test
    void aCycleThatIsCaughtLeavesNothingBehind() {
        List<Computed<Integer>> two = new ArrayList<>();
        two.add(graph.computed(() -> closed.get() ? two.get(1).get() : 10));
        two.add(graph.computed(() -> {
            try {
                return two.get(0).get();
            } catch (SignalException.Cycle error) {
                return -1;
            }
        }));
        assertThat(two.get(0).get()).isEqualTo(-1);
        rig.logging(two.get(1));
        closed.set(false);
        assertThat(two.get(0).get()).isEqualTo(10);
        assertThat(two.get(1).get()).isEqualTo(10);
        assertThat(rig.log).last().isEqualTo("10");
    }

    @Test
    void aRingLongerThanComputationsNestIsFoundToo() {
        List<Computed<Integer>> ring = new ArrayList<>();
        int size = 5000;
        for (int i = 0; i < size; i++) {
            int next = (i + 1) % size;
            ring.add(graph.computed(
                    () -> next == 0 && !closed.get() ? 0 : ring.get(next).get() + 1));
        }
        SignalException.Cycle error = catchThrowableOfType(SignalException.Cycle.class, ring.get(17)::get);
        assertThat(error.chain()).hasSize(size + 1);
        assertThat(error).hasMessageContaining(" -> (4981 more) -> ");
        closed.set(false);
        assertThat(ring.get(17).get()).isEqualTo(size - 18);
    }
}
