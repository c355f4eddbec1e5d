package ankurah.simulation;

import ankurah.simulation.internal.house.House;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs many seeds, goes on after failures, and prints the lines that replay them and how much was done in a CPU second. */
final class Soak {
    private static final int TOLD_EACH = 100;

    private Soak() {}

    /** @param args the first seed, the last, steps, threads */
    public static void main(String[] args) throws InterruptedException {
        int first = Integer.parseInt(args[0]);
        int last = Integer.parseInt(args[1]);
        int steps = Integer.parseInt(args[2]);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long began = System.nanoTime();
        long cpuBefore = system.getProcessCpuTime();
        AtomicInteger next = new AtomicInteger(first);
        AtomicInteger done = new AtomicInteger();
        Runnable work = () -> {
            for (int seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
                try {
                    Run unused = Simulation.of(House::new).run(Settings.of(seed, steps, 3));
                } catch (SimulationFailure e) {
                    System.out.println(e.getMessage().lines().limit(2).toList());
                }
                int count = done.incrementAndGet();
                if (count % TOLD_EACH == 0 || count == last - first + 1) {
                    double cpu = (system.getProcessCpuTime() - cpuBefore) / 1e9;
                    System.out.printf(
                            "%d seeds of %d steps in %.0f s, %.0f CPU s: %.0f steps a CPU second%n",
                            count, steps, (System.nanoTime() - began) / 1e9, cpu, count * (double) steps / cpu);
                }
            }
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            threads.add(Thread.ofPlatform().start(work));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
