package ankurah.bench.signals;

import ankurah.signals.Computed;
import ankurah.signals.MutableSignal;
import ankurah.signals.Signal;
import ankurah.signals.SignalGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** The shapes in signals; bench/signals/shapes.mjs says the same in JavaScript. */
final class Shapes {
    private static final int WIDTH = 1000;

    private final SignalGraph graph = SignalGraph.create((where, error) -> {
        throw new IllegalStateException(where, error);
    });

    private int seen;
    private long sum;

    private Shapes() {}

    static Map<String, Supplier<Shape>> all() {
        Map<String, Supplier<Shape>> all = new LinkedHashMap<>();
        all.put("deep", () -> new Shapes().deep());
        all.put("broad", () -> new Shapes().broad());
        all.put("diamonds", () -> new Shapes().diamonds());
        all.put("fan-out", () -> new Shapes().fanOut());
        all.put("dynamic", () -> new Shapes().dynamic());
        all.put("create", () -> new Shapes().create());
        return all;
    }

    private Shape deep() {
        MutableSignal<Integer> source = graph.signal(0);
        Signal<Integer> last = source;
        for (int i = 0; i < WIDTH; i++) {
            Signal<Integer> before = last;
            last = graph.computed(() -> before.get() + 1);
        }
        Signal<Integer> end = last;
        graph.effect(() -> seen = end.get());
        return shape(WIDTH + 1, source::set, n -> seen == n + WIDTH);
    }

    private Shape broad() {
        MutableSignal<Integer> source = graph.signal(0);
        for (int i = 0; i < WIDTH; i++) {
            int plus = i;
            Computed<Integer> mine = graph.computed(() -> source.get() + plus);
            graph.effect(() -> sum += mine.get());
        }
        return shape(
                2 * WIDTH,
                n -> {
                    sum = 0;
                    source.set(n);
                },
                n -> sum == (long) n * WIDTH + WIDTH * (WIDTH - 1) / 2);
    }

    private Shape diamonds() {
        MutableSignal<Integer> source = graph.signal(0);
        Signal<Integer> last = source;
        for (int i = 0; i < WIDTH / 4; i++) {
            Signal<Integer> before = last;
            Computed<Integer> left = graph.computed(() -> before.get() + 1);
            Computed<Integer> right = graph.computed(() -> before.get() - 1);
            last = graph.computed(() -> (left.get() + right.get()) / 2);
        }
        Signal<Integer> end = last;
        graph.effect(() -> seen = end.get());
        return shape(WIDTH + 1, source::set, n -> seen == n);
    }

    private Shape fanOut() {
        MutableSignal<Integer> source = graph.signal(0);
        for (int i = 0; i < 10_000; i++) {
            graph.effect(() -> sum += source.get());
        }
        return shape(
                10_000,
                n -> {
                    sum = 0;
                    source.set(n);
                },
                n -> sum == n * 10_000L);
    }

    private Shape dynamic() {
        MutableSignal<Integer> source = graph.signal(0);
        MutableSignal<Integer> even = graph.signal(0);
        MutableSignal<Integer> odd = graph.signal(1);
        for (int i = 0; i < WIDTH; i++) {
            Computed<Integer> mine = graph.computed(() -> source.get() % 2 == 0 ? even.get() : odd.get());
            graph.effect(() -> sum += mine.get());
        }
        return shape(
                3 * WIDTH,
                n -> {
                    sum = 0;
                    source.set(n);
                },
                n -> sum == n % 2 * (long) WIDTH);
    }

    private Shape create() {
        return shape(
                200_000,
                n -> {
                    sum = 0;
                    SignalGraph fresh = SignalGraph.create();
                    for (int i = 0; i < 100_000; i++) {
                        MutableSignal<Integer> source = fresh.signal(n);
                        Computed<Integer> mine = fresh.computed(() -> source.get() + 1);
                        fresh.effect(() -> sum += mine.get());
                    }
                },
                n -> sum == (n + 1) * 100_000L);
    }

    static Shape shape(int edges, IntConsumer step, IntPredicate isRight) {
        return new Shape() {
            @Override
            public int edges() {
                return edges;
            }

            @Override
            public void step(int n) {
                step.accept(n);
            }

            @Override
            public boolean isRight(int n) {
                return isRight.test(n);
            }
        };
    }
}
