package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The simulator finds every one of the faults in {@code simulation/mutations}. What is known to find one is tried first; if
 * scenario or system have changed so much that it does not any more, some seeds are searched.
 */
class MutationsTest {
    private static final int SEEDS = 150;
    /** Where strands are switched anywhere, any change of the core has a seed do something else. */
    private static final int SWITCHED_SEEDS = 3_000;

    private static final int STEPS = 300;
    private static final int THREADS = 2;

    private record Found(Mutation mutation, String settings, String what) {}

    @Test
    @Timeout(1_200)
    void eachFaultIsFound() throws Exception {
        List<Mutation> all = Mutation.all();
        List<Found> found = inParallel(all);
        found.forEach(
                each -> System.out.println(each.mutation() + " found by " + each.settings() + ": " + each.what()));
        assertThat(all).hasSizeGreaterThanOrEqualTo(20);
        assertThat(found).allMatch(each -> !each.what().isEmpty());
    }

    /**
     * Looks for what finds faults and writes it down in their patches.
     *
     * @param args how many seeds to try, what the runs are like beside their seeds, then how the names of the faults begin; none
     *     for all that nothing is known to find
     */
    public static void main(String[] args) throws Exception {
        int seeds = Integer.parseInt(args[0]);
        Settings like = Settings.parse(Settings.of(0, STEPS, 3) + " " + args[1]);
        List<String> names = List.of(args).subList(2, args.length);
        for (Mutation mutation : Mutation.all()) {
            boolean named = names.stream().anyMatch(mutation.toString()::startsWith);
            if (named || names.isEmpty() && find(mutation, 0, like).what().isEmpty()) {
                Found found = find(mutation, seeds, like);
                System.out.println(mutation + " found by " + found.settings() + ": " + found.what());
                if (!found.what().isEmpty()) {
                    mutation.know(shortest(mutation, found));
                }
            }
        }
    }

    /** Without the steps behind the one that shows it, if it shows without them. */
    private static String shortest(Mutation mutation, Found found) throws Exception {
        String step = found.what().replaceAll("^step (\\d+),.*", "$1");
        Settings settings = Settings.parse(found.settings()).withSteps(Integer.parseInt(step) + 1);
        try (LoadedSystem system = mutation.system()) {
            boolean shows = settings.steps() < Settings.parse(found.settings()).steps()
                    && !system.hunt(settings.toString()).isEmpty();
            return shows ? settings.toString() : found.settings();
        }
    }

    private static List<Found> inParallel(List<Mutation> all) throws InterruptedException {
        List<Found> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Found> each : threads.invokeAll(all.stream()
                    .map(mutation -> (Callable<Found>) () -> mutation.isSwitched()
                            ? find(
                                    mutation,
                                    SWITCHED_SEEDS,
                                    mutation.known().map(Settings::parse).orElseThrow())
                            : find(mutation, SEEDS, Settings.of(0, STEPS, 3)))
                    .toList())) {
                found.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
        return found;
    }

    private static Found find(Mutation mutation, int seeds, Settings like) {
        try (LoadedSystem system = mutation.system()) {
            List<String> tried = new ArrayList<>();
            mutation.known().ifPresent(tried::add);
            LongStream.rangeClosed(1, seeds)
                    .forEach(seed -> tried.add(like.withSeed(seed).toString()));
            for (String settings : tried) {
                String what = system.hunt(settings);
                if (!what.isEmpty()) {
                    return new Found(mutation, settings, what);
                }
            }
            return new Found(mutation, "none of " + seeds + " seeds", "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(mutation + " cannot be looked for", e);
        }
    }
}
