package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ComputedTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;
    private final AtomicInteger runs = new AtomicInteger();

    private Computed<Integer> counting(Computation<Integer> computation) {
        return graph.computed(() -> {
            runs.incrementAndGet();
            return computation.compute();
        });
    }

    @Test
    void nothingIsComputedBeforeSomebodyAsks() {
        MutableSignal<Integer> a = graph.signal(1);
        Computed<Integer> twice = counting(() -> a.get() * 2);
        a.set(2);
        assertThat(runs).hasValue(0);
        assertThat(twice.get()).isEqualTo(4);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aValueIsKeptUntilSomethingItReadChanges() {
        MutableSignal<Integer> a = graph.signal(1);
        MutableSignal<Integer> other = graph.signal(1);
        Computed<Integer> twice = counting(() -> a.get() * 2);
        twice.get();
        other.set(5);
        twice.get();
        twice.peek();
        assertThat(runs).hasValue(1);
        a.set(3);
        assertThat(twice.peek()).isEqualTo(6);
        assertThat(twice.get()).isEqualTo(6);
        assertThat(runs).hasValue(2);
    }

    @Test
    void anEqualResultWakesNobody() {
        MutableSignal<Integer> a = graph.signal(1);
        Computed<Boolean> even = graph.computed(() -> a.get() % 2 == 0);
        Computed<Integer> next = counting(() -> even.get() ? 1 : 0);
        rig.logging(next);
        a.set(3);
        a.set(5);
        assertThat(runs).hasValue(1);
        assertThat(rig.log).containsExactly("0");
        a.set(6);
        assertThat(rig.log).containsExactly("0", "1");
    }

    @Test
    void anEqualResultLeavesTheOldObjectInPlace() {
        MutableSignal<Integer> a = graph.signal(1);
        Computed<String> text = graph.computed(() -> a.get() > 0 ? String.valueOf(new char[] {'y'}) : "n");
        String first = text.get();
        a.set(2);
        assertThat(text.get()).isSameAs(first);
    }

    @Test
    void aBranchNotTakenIsNotComputedAndNotDependedOn() {
        MutableSignal<Boolean> open = graph.signal(true);
        MutableSignal<Integer> content = graph.signal(7);
        Computed<Integer> inside = counting(() -> 100 / content.get());
        Computed<Integer> shown = graph.computed(() -> open.get() ? inside.get() : -1);
        rig.logging(shown);
        assertThat(runs).hasValue(1);
        graph.batch(() -> {
            content.set(0);
            open.set(false);
        });
        assertThat(rig.taken()).containsExactly("14", "-1");
        content.set(5);
        assertThat(runs).as("a division by zero would have failed").hasValue(1);
        open.set(true);
        assertThat(rig.taken()).containsExactly("20");
        assertThat(runs).hasValue(2);
    }

    @Test
    void readingTwiceIsDependingOnce() {
        MutableSignal<Integer> a = graph.signal(1);
        MutableSignal<Integer> b = graph.signal(1);
        Computed<Integer> sum = counting(() -> a.get() + b.get() + a.get() + b.get() + a.get());
        rig.logging(sum);
        a.set(2);
        b.set(2);
        assertThat(rig.log).containsExactly("5", "8", "10");
        assertThat(runs).hasValue(3);
    }

    @Test
    void anExceptionIsKeptAndThrownToAllUntilSomethingChanges() {
        MutableSignal<Integer> a = graph.signal(0);
        Computed<Integer> failing = counting(() -> {
            if (a.get() == 0) {
                throw new IllegalStateException("zero");
            }
            return a.get();
        });
        assertThatThrownBy(failing::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("zero");
        Throwable first = catchFrom(failing);
        assertThat(catchFrom(failing)).isSameAs(first);
        assertThat(catchFrom(graph.computed(failing::get))).isSameAs(first);
        assertThat(runs).hasValue(1);
        a.set(4);
        assertThat(failing.get()).isEqualTo(4);
        a.set(0);
        assertThatThrownBy(failing::peek).hasMessage("zero");
    }

    private static Throwable catchFrom(Computed<?> failing) {
        try {
            failing.get();
            throw new AssertionError("must fail");
        } catch (IllegalStateException error) {
            return error;
        }
    }

    @Test
    void theSameExceptionAgainWakesNobody() {
        MutableSignal<Integer> a = graph.signal(0);
        IllegalStateException error = new IllegalStateException("always");
        Computed<Integer> failing = graph.computed(() -> {
            a.get();
            throw error;
        });
        graph.effect(() -> {
            runs.incrementAndGet();
            failing.get();
        });
        a.set(1);
        assertThat(runs).hasValue(1);
        assertThat(rig.errors).containsExactly(error);
    }

    @Test
    void anEqualityThatThrowsIsAFailureOfTheValue() {
        MutableSignal<Integer> a = graph.signal(0);
        Computed<Integer> odd = graph.computed(a::get, (one, other) -> {
            throw new IllegalStateException("equality");
        });
        assertThat(odd.get()).isZero();
        a.set(1);
        assertThatThrownBy(odd::get).hasMessage("equality");
        a.set(2);
        assertThat(odd.get()).isEqualTo(2);
    }

    @Test
    void anExhaustedMachineIsNotAResult() {
        MutableSignal<Boolean> exhausted = graph.signal(true);
        AtomicInteger attempts = new AtomicInteger();
        Computed<Integer> value = graph.computed(() -> {
            exhausted.get();
            if (attempts.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as a test has it");
            }
            return 5;
        });
        assertThatThrownBy(value::get).isInstanceOf(OutOfMemoryError.class);
        assertThat(value.get()).isEqualTo(5);
        assertThat(value.get()).isEqualTo(5);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aComputedValueMayNotChangeAnything() {
        MutableSignal<Integer> a = graph.signal(0).named("a");
        Source source = graph.source().named("s");
        Scope scope = graph.scope();
        refused(() -> a.set(1), "computed \"bad\" tries to set signal \"a\"; a computed value only reads");
        refused(() -> a.update(before -> 1), "tries to update signal \"a\"");
        refused(source::invalidate, "tries to invalidate source \"s\"");
        refused(() -> graph.effect(() -> {}), "tries to make an effect");
        refused(graph::scope, "tries to make a scope");
        refused(() -> scope.run(() -> {}), "tries to run scope");
        refused(() -> graph.untracked(() -> a.set(1)), "tries to set");
        refused(() -> graph.batch(() -> a.set(1)), "tries to set");
        assertThat(a.get()).isZero();
    }

    private void refused(Action action, String message) {
        Computed<Integer> bad = graph.computed(() -> {
                    action.run();
                    return 1;
                })
                .named("bad");
        assertThatThrownBy(bad::get)
                .isInstanceOf(SignalException.SideEffect.class)
                .hasMessageContaining(message)
                .extracting(error -> ((SignalException) error).code())
                .isEqualTo("signals.side_effect");
    }

    @Test
    void whatIsReadUntrackedOrPeekedAtIsNotDependedOn() {
        MutableSignal<Integer> a = graph.signal(1);
        MutableSignal<Integer> b = graph.signal(10);
        MutableSignal<Integer> c = graph.signal(100);
        Computed<Integer> plus = graph.computed(() -> b.get() + 1);
        Computed<Integer> sum = counting(() -> a.get() + graph.untracked(plus::get) + plus.peek() + c.peek());
        assertThat(sum.get()).isEqualTo(123);
        b.set(20);
        c.set(200);
        assertThat(sum.get()).isEqualTo(123);
        a.set(2);
        assertThat(sum.get()).isEqualTo(244);
    }

    @Test
    void anUntrackedPartMayComputeValuesThatTrackForThemselves() {
        MutableSignal<Integer> a = graph.signal(1);
        Computed<Integer> twice = graph.computed(() -> a.get() * 2);
        Computed<Integer> once = graph.computed(() -> graph.untracked(twice::get));
        assertThat(once.get()).isEqualTo(2);
        a.set(2);
        assertThat(once.get()).isEqualTo(2);
        assertThat(twice.get()).isEqualTo(4);
    }

    @Test
    void readsInABatchSeeWhatWasWritten() {
        MutableSignal<Integer> a = graph.signal(1);
        Computed<Integer> twice = graph.computed(() -> a.get() * 2);
        rig.logging(twice);
        graph.batch(() -> {
            a.set(2);
            assertThat(twice.get()).isEqualTo(4);
            a.set(3);
            assertThat(twice.get()).isEqualTo(6);
        });
        assertThat(rig.log).containsExactly("2", "6");
    }

    @Test
    void aSignalOfAnotherGraphIsReadButNotTracked() {
        MutableSignal<Integer> foreign = SignalGraph.create().signal(1);
        Computed<Integer> twice = graph.computed(() -> foreign.get() * 2);
        rig.logging(twice);
        foreign.set(2);
        assertThat(rig.log).containsExactly("2");
    }
}
