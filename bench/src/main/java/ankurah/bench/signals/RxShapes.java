package ankurah.bench.signals;

import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.subjects.BehaviorSubject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The shapes RxJava has: where two ways meet it shows values that belong to different moments, so no diamonds. */
final class RxShapes {
    private static final int WIDTH = 1000;

    private final BehaviorSubject<Integer> source = BehaviorSubject.createDefault(0);
    private int seen;
    private long sum;

    private RxShapes() {}

    static Map<String, Supplier<Shape>> all() {
        Map<String, Supplier<Shape>> all = new LinkedHashMap<>();
        all.put("deep", () -> new RxShapes().deep());
        all.put("broad", () -> new RxShapes().broad());
        all.put("fan-out", () -> new RxShapes().fanOut());
        all.put("dynamic", () -> new RxShapes().dynamic());
        all.put("create", () -> new RxShapes().create());
        return all;
    }

    private void set(int n) {
        sum = 0;
        source.onNext(n);
    }

    /** With the same cut-off that signals have. */
    private Shape deep() {
        Observable<Integer> last = source;
        for (int i = 0; i < WIDTH; i++) {
            last = last.map(n -> n + 1).distinctUntilChanged();
        }
        var _ = last.subscribe(n -> seen = n);
        return Shapes.shape(WIDTH + 1, this::set, n -> seen == n + WIDTH);
    }

    private Shape broad() {
        for (int i = 0; i < WIDTH; i++) {
            int plus = i;
            var _ = source.map(n -> n + plus).distinctUntilChanged().subscribe(n -> sum += n);
        }
        return Shapes.shape(2 * WIDTH, this::set, n -> sum == (long) n * WIDTH + WIDTH * (WIDTH - 1) / 2);
    }

    private Shape fanOut() {
        for (int i = 0; i < 10_000; i++) {
            var _ = source.subscribe(n -> sum += n);
        }
        return Shapes.shape(10_000, this::set, n -> sum == n * 10_000L);
    }

    private Shape dynamic() {
        BehaviorSubject<Integer> even = BehaviorSubject.createDefault(0);
        BehaviorSubject<Integer> odd = BehaviorSubject.createDefault(1);
        for (int i = 0; i < WIDTH; i++) {
            var _ = source.switchMap(n -> n % 2 == 0 ? even : odd).subscribe(n -> sum += n);
        }
        return Shapes.shape(3 * WIDTH, this::set, n -> sum == n % 2 * (long) WIDTH);
    }

    private Shape create() {
        return Shapes.shape(
                200_000,
                n -> {
                    sum = 0;
                    for (int i = 0; i < 100_000; i++) {
                        var _ = BehaviorSubject.createDefault(n)
                                .map(value -> value + 1)
                                .distinctUntilChanged()
                                .subscribe(value -> sum += value);
                    }
                },
                n -> sum == (n + 1) * 100_000L);
    }
}
