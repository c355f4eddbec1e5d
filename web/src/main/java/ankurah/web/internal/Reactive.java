package ankurah.web.internal;

import ankurah.signals.Effect;
import ankurah.signals.MutableSignal;
import ankurah.signals.Signal;
import ankurah.signals.SignalException;
import ankurah.signals.SignalGraph;
import java.util.ArrayList;
import java.util.List;

/** Signals: what effects see and in which order, of a graph made and changed by dice; deep chains; every error. */
public final class Reactive {
    private static final int DEEP = 100_000;

    private final Transcript out;
    private final Dice dice = new Dice(21);
    private final SignalGraph graph;
    private final List<MutableSignal<Integer>> inputs = new ArrayList<>();
    private final List<Signal<Integer>> signals = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    private Reactive(Transcript out) {
        this.out = out;
        graph = SignalGraph.create((where, error) -> out.line(where, describe(error)));
    }

    public static void write(Transcript out) {
        out.section("signals");
        new Reactive(out).random();
        new Reactive(out).deep();
        new Reactive(out).errors();
    }

    private static String describe(Throwable error) {
        return error instanceof SignalException ours
                ? ours.code() + ": " + ours.getMessage()
                : String.valueOf(error.getMessage());
    }

    private void random() {
        for (int i = 0; i < 6; i++) {
            MutableSignal<Integer> input = graph.signal(dice.below(5));
            inputs.add(input);
            signals.add(input);
        }
        for (int i = 0; i < 40; i++) {
            signals.add(derived(i));
        }
        for (int i = 0; i < 12; i++) {
            watch(i);
        }
        for (int i = 0; i < 60; i++) {
            out.line("batch", i);
            graph.batch(() -> {
                for (int n = dice.below(4); n >= 0; n--) {
                    inputs.get(dice.below(inputs.size())).set(dice.below(5));
                }
            });
            if (i % 10 == 9) {
                effects.remove(dice.below(effects.size())).close();
            }
        }
        for (Signal<Integer> signal : signals) {
            out.outcome("value", () -> value(signal));
        }
    }

    private Signal<Integer> derived(int number) {
        Signal<Integer> one = signals.get(signals.size() - 1 - dice.below(6));
        Signal<Integer> two = signals.get(dice.below(signals.size()));
        Signal<Integer> three = signals.get(dice.below(signals.size()));
        return switch (number % 4) {
            case 0 -> graph.computed(() -> one.get() + two.get());
            case 1 -> graph.computed(() -> one.get() % 2 == 0 ? two.get() : three.get());
            case 2 -> graph.computed(() -> Math.min(one.get(), 3));
            default ->
                graph.computed(() -> {
                    if (one.get() % 7 == 6) {
                        throw new IllegalStateException("seventh of " + number);
                    }
                    return one.get() - three.get();
                });
        };
    }

    private void watch(int number) {
        Signal<Integer> one = signals.get(dice.below(signals.size()));
        Signal<Integer> two = signals.get(dice.below(signals.size()));
        effects.add(graph.effect(() -> {
            int first = one.get();
            out.line("effect " + number, first);
            graph.effect(() -> out.line("inside " + number, two.get() - first));
            graph.onClose(() -> out.line("end of " + number, first));
        }));
    }

    private static String value(Signal<Integer> signal) {
        try {
            return Integer.toString(signal.get());
        } catch (IllegalStateException error) {
            return String.valueOf(error.getMessage());
        }
    }

    private void deep() {
        MutableSignal<Integer> source = graph.signal(0);
        Signal<Integer> last = source;
        for (int i = 0; i < DEEP; i++) {
            Signal<Integer> before = last;
            last = graph.computed(() -> before.get() + 1);
        }
        Signal<Integer> end = last;
        out.line("deep", end.get());
        Effect effect = graph.effect(() -> out.line("deep, watched", end.get()));
        source.set(1);
        effect.close();
        source.set(2);
        out.line("deep, no longer watched", end.get());
    }

    private void errors() {
        MutableSignal<Integer> a = graph.signal(1).named("a");
        graph.effect(() -> a.set(a.get() + 1)).named("greedy").close();
        graph.effect(graph.computed(() -> {
            a.set(2);
            return 1;
        })::get);
        List<Signal<Integer>> ring = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int next = (i + 1) % 300;
            ring.add(graph.computed(() -> a.get() < 0 ? 7 : ring.get(next).get()));
        }
        Effect watch = graph.effect(() -> out.line("ring", ring.get(0).get()));
        a.set(-1);
        watch.close();
        graph.effect(() -> {
            throw new IllegalArgumentException("as it must");
        });
    }
}
