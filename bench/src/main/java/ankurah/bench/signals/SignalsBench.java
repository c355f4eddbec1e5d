package ankurah.bench.signals;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Prints one line for each shape: its name, and millions of edges a second. Seconds are those of the processor, by all
 * threads of the process: other work on the machine costs nothing, and collecting garbage is not free.
 */
public final class SignalsBench {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int WARM_MILLIS = 800;
    private static final int MEASURED_MILLIS = 700;

    private SignalsBench() {}

    public static void main(String[] args) {
        Map<String, Supplier<Shape>> shapes = args[0].equals("rxjava") ? RxShapes.all() : Shapes.all();
        shapes.forEach((name, build) -> {
            Shape shape = build.get();
            Clock clock = new Clock(shape);
            clock.rate(WARM_MILLIS);
            System.out.println(name + " " + String.format(Locale.ROOT, "%.2f", clock.rate(MEASURED_MILLIS)));
        });
    }

    private static final class Clock {
        private final Shape shape;
        private int n;

        Clock(Shape shape) {
            this.shape = shape;
        }

        double rate(int millis) {
            long begin = PROCESS.getProcessCpuTime();
            long edges = 0;
            long spent;
            do {
                shape.step(++n);
                edges += shape.edges();
                spent = PROCESS.getProcessCpuTime() - begin;
            } while (spent < millis * 1_000_000L);
            if (!shape.isRight(n)) {
                throw new IllegalStateException("wrong result");
            }
            return edges * 1000.0 / spent;
        }
    }
}
