package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody needs can be garbage collected, though what it read lives on. */
class CollectableTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;
    private final MutableSignal<Integer> source = graph.signal(1);

    @Test
    void aComputedThatWasReadIsCollectable() {
        Computed<Integer> computed = graph.computed(() -> source.get() + 1);
        computed.get();
        WeakReference<Object> gone = new WeakReference<>(computed);
        computed = null;
        assertCollected(gone);
    }

    @Test
    void aChainThatWasReadIsCollectable() {
        List<WeakReference<Object>> gone = new ArrayList<>();
        readChain(gone, 1000);
        gone.forEach(CollectableTest::assertCollected);
    }

    private void readChain(List<WeakReference<Object>> made, int length) {
        Signal<Integer> last = source;
        for (int i = 0; i < length; i++) {
            Signal<Integer> before = last;
            last = graph.computed(() -> before.get() + 1);
            made.add(new WeakReference<>(last));
        }
        assertThat(last.get()).isEqualTo(length + 1);
    }

    @Test
    void aComputedIsCollectableAfterTheLastEffectOnItHasClosed() {
        List<WeakReference<Object>> gone = new ArrayList<>();
        observeAndClose(gone);
        source.set(5);
        gone.forEach(CollectableTest::assertCollected);
    }

    private void observeAndClose(List<WeakReference<Object>> made) {
        Computed<Integer> computed = graph.computed(() -> source.get() + 1);
        Computed<Integer> next = graph.computed(() -> computed.get() + 1);
        Effect one = rig.logging(next);
        Effect other = rig.logging(computed);
        source.set(2);
        one.close();
        other.close();
        made.add(new WeakReference<>(computed));
        made.add(new WeakReference<>(next));
        made.add(new WeakReference<>(one));
        made.add(new WeakReference<>(other));
    }

    @Test
    void aComputedOfABranchLeftIsCollectable() {
        MutableSignal<Boolean> which = graph.signal(true);
        List<Computed<Integer>> held = new ArrayList<>(List.of(graph.computed(() -> source.get() + 1)));
        Effect effect = graph.effect(() -> {
            if (which.get()) {
                rig.log.add(held.get(0).get());
            }
        });
        WeakReference<Object> gone = new WeakReference<>(held.get(0));
        which.set(false);
        held.clear();
        assertCollected(gone);
        assertThat(effect.isClosed()).isFalse();
    }

    @Test
    void anEffectIsCollectableWithWhatItDependsOnThoughNobodyClosedIt() {
        WeakReference<Object> gone = effectOnItsOwn();
        assertCollected(gone);
    }

    private WeakReference<Object> effectOnItsOwn() {
        MutableSignal<Integer> own = graph.signal(1);
        return new WeakReference<>(rig.logging(own));
    }

    @Test
    void innerEffectsAndCleanupsAreCollectableAfterEachRun() {
        List<WeakReference<Object>> gone = new ArrayList<>();
        Effect outer = graph.effect(() -> {
            source.get();
            gone.add(new WeakReference<>(rig.logging(source)));
            Object held = new Object();
            gone.add(new WeakReference<>(held));
            graph.onClose(() -> assertThat(held).isNotNull());
        });
        source.set(2);
        gone.subList(0, 2).forEach(CollectableTest::assertCollected);
        outer.close();
        gone.forEach(CollectableTest::assertCollected);
    }

    @Test
    void aChainBrokenOffOnceIsCollectable() {
        List<WeakReference<Object>> gone = new ArrayList<>();
        readChain(gone, 5000);
        assertCollected(gone.get(4999));
        assertCollected(gone.get(0));
    }

    @Test
    void anOldValueIsNotKept() {
        Object value = new Object();
        MutableSignal<Object> signal = graph.signal(value);
        Computed<Object> same = graph.computed(signal::get);
        Effect effect = graph.effect(() -> same.get());
        WeakReference<Object> gone = new WeakReference<>(value);
        value = null;
        signal.set(new Object());
        assertCollected(gone);
        assertThat(effect.isClosed()).isFalse();
    }

    static void assertCollected(WeakReference<Object> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        assertThat(reference.get()).as("still held").isNull();
    }
}
