package ankurah.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares programs on a machine that others use as well: all take turns in short rounds, and what counts is the processor
 * time of the thread that runs them. Other threads' work, listeners and garbage collection among it, is left out.
 */
final class CpuRounds {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int rounds;
    private final int warmUp;
    private final int each;
    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(String name, Runnable once, double[] micros) {}

    /** @param each how often a candidate runs in one of its rounds */
    CpuRounds(int warmUp, int rounds, int each) {
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.each = each;
    }

    void add(String name, Runnable once) {
        candidates.add(new Candidate(name, once, new double[rounds]));
    }

    /** Runs them all and prints the median of each, its quartiles, and how it compares with the first, round by round. */
    void print() {
        for (int round = -warmUp; round < rounds; round++) {
            for (Candidate candidate : candidates) {
                long start = THREADS.getCurrentThreadCpuTime();
                for (int i = 0; i < each; i++) {
                    candidate.once.run();
                }
                if (round >= 0) {
                    candidate.micros[round] = (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / each;
                }
            }
        }
        double[] first = candidates.getFirst().micros;
        for (Candidate candidate : candidates) {
            double[] ratios = new double[rounds];
            double[] more = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                ratios[i] = candidate.micros[i] / first[i];
                more[i] = candidate.micros[i] - first[i];
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "  %-34s %7.1f us [%.1f to %.1f], %.2f times the first, %+.1f us",
                    candidate.name,
                    Quantiles.of(candidate.micros, 0.5),
                    Quantiles.of(candidate.micros, 0.25),
                    Quantiles.of(candidate.micros, 0.75),
                    Quantiles.of(ratios, 0.5),
                    Quantiles.of(more, 0.5)));
        }
    }
}
