package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;

    @Test
    void aSignalHasTheValueItWasSetTo() {
        MutableSignal<Integer> signal = graph.signal(1);
        signal.set(2);
        assertThat(signal.get()).isEqualTo(2);
        assertThat(signal.peek()).isEqualTo(2);
        signal.update(before -> before * 10);
        assertThat(signal.get()).isEqualTo(20);
    }

    @Test
    void nullIsAValue() {
        MutableSignal<@Nullable String> signal = graph.signal(null);
        rig.logging(signal);
        signal.set("a");
        signal.set(null);
        signal.set(null);
        assertThat(rig.log).containsExactly("null", "a", "null");
    }

    @Test
    void settingAnEqualValueWakesNobody() {
        MutableSignal<String> signal = graph.signal("a");
        rig.logging(signal);
        signal.set(String.valueOf(new char[] {'a'}));
        assertThat(rig.log).containsExactly("a");
    }

    @Test
    void theEqualityIsChosen() {
        MutableSignal<String> byIdentity = graph.signal("a", Equality.identical());
        MutableSignal<List<String>> always = graph.signal(new ArrayList<>(), Equality.never());
        MutableSignal<String> byLength = graph.signal("a", (one, other) -> one.length() == other.length());
        rig.logging(byIdentity);
        rig.logging(always);
        rig.logging(byLength);
        rig.log.clear();
        byIdentity.set(String.valueOf(new char[] {'a'}));
        always.peek().add("x");
        always.set(always.peek());
        byLength.set("b");
        assertThat(rig.log).containsExactly("a", "[x]");
        assertThat(byLength.get()).isEqualTo("a");
    }

    @Test
    void aSignalSetToAndFroInABatchWakesNobody() {
        MutableSignal<String> signal = graph.signal("a");
        rig.logging(signal);
        graph.batch(() -> {
            signal.set("b");
            signal.set(String.valueOf(new char[] {'a'}));
        });
        assertThat(rig.log).containsExactly("a");
    }

    @Test
    void anUpdateInAnEffectDoesNotDependOnTheValue() {
        MutableSignal<Integer> trigger = graph.signal(0);
        MutableSignal<Integer> count = graph.signal(0);
        graph.effect(() -> {
            trigger.get();
            count.update(before -> before + 1);
        });
        trigger.set(1);
        trigger.set(2);
        assertThat(count.get()).isEqualTo(3);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void anEqualityThatThrowsLeavesTheValueAsItWas() {
        MutableSignal<String> signal = graph.signal("a", (one, other) -> {
            throw new IllegalArgumentException("no");
        });
        assertThatThrownBy(() -> signal.set("b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(signal.get()).isEqualTo("a");
    }

    @Test
    void namesAppearInMessages() {
        assertThat(graph.signal(1).named("year")).hasToString("signal \"year\"");
        assertThat(graph.computed(() -> 1).named("sum")).hasToString("computed \"sum\"");
        assertThat(graph.effect(() -> {}).named("title")).hasToString("effect \"title\"");
        assertThat(graph.source().named("row")).hasToString("source \"row\"");
        assertThat(graph.signal(1)).hasToString("signal 1");
        assertThat(graph.signal(1)).hasToString("signal 2");
    }
}
