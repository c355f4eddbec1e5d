package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The system holds what it promises also where its strands are switched anywhere, as threads are. */
class SwitchesTest {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final int SEEDS = DEEP ? 8_000 : 150;
    private static final int STEPS = 250;
    private static final int THREADS = 2;

    @Test
    @Timeout(1_200)
    void nothingGoesWrongWhereverStrandsAreSwitched() throws Exception {
        long first = DEEP ? System.nanoTime() & 0xffffff : 1;
        System.out.println("seeds from " + first + "; simulation/switches FIRST LAST runs them again");
        assertThat(hunted(first, first + SEEDS - 1, Settings.of(0, STEPS, 3), THREADS))
                .isEmpty();
    }

    /** @param args the first seed, the last, threads, what the runs are like beside their seeds */
    public static void main(String[] args) throws Exception {
        long began = System.nanoTime();
        long first = Long.parseLong(args[0]);
        long last = Long.parseLong(args[1]);
        Settings like = Settings.parse(Settings.of(0, STEPS, 3) + " " + args[3]);
        hunted(first, last, like, Integer.parseInt(args[2])).forEach(System.out::println);
        System.out.printf(
                "%d seeds like %s in %.0f s%n",
                last - first + 1, like.withSeed(first), (System.nanoTime() - began) / 1e9);
    }

    /** What went wrong, by settings. */
    private static List<String> hunted(long first, long last, Settings like, int threads) throws Exception {
        List<String> found = Collections.synchronizedList(new ArrayList<>());
        AtomicLong next = new AtomicLong(first);
        try (LoadedSystem system = LoadedSystem.switched((name, bytes) -> bytes)) {
            Runnable work = () -> {
                for (long seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
                    String settings = like.withSeed(seed).toString();
                    String what = system.hunt(settings);
                    if (!what.isEmpty()) {
                        found.add(settings + ": " + what);
                    }
                }
            };
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(Thread.ofPlatform().start(work));
            }
            for (Thread thread : all) {
                thread.join();
            }
        }
        return found;
    }
}
