package ankurah.simulation;

import ankurah.simulation.internal.shrink.Shrinker;
import ankurah.simulation.internal.world.World;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Scenario} many times: real nodes, with network, disks, clocks and schedule made up from a seed. What goes wrong
 * is made smaller and thrown, with a line that makes it go wrong again: run the same test with it.
 */
public final class Simulation {
    /** The system property that has a run replayed, and nothing else run. */
    public static final String REPLAY = "ankurah.simulation";

    private static final int SHRINKING_TRIES = 400;

    private final Scenarios scenarios;
    private final Settings settings;
    private final int threads;
    private final int tries;

    /** Makes the scenario of one run. */
    @FunctionalInterface
    public interface Scenarios {
        Scenario scenario();
    }

    private Simulation(Scenarios scenarios, Settings settings, int threads, int tries) {
        this.scenarios = scenarios;
        this.settings = settings;
        this.threads = threads;
        this.tries = tries;
    }

    /** Three clients, 300 steps, and every fault there is. */
    public static Simulation of(Scenarios scenarios) {
        return new Simulation(scenarios, Settings.of(0, 300, 3), 1, SHRINKING_TRIES);
    }

    /** How many things happen in a run. */
    public Simulation steps(int steps) {
        return new Simulation(scenarios, settings.withSteps(steps), threads, tries);
    }

    public Simulation clients(int clients) {
        return new Simulation(scenarios, settings.withClients(clients), threads, tries);
    }

    /** What may befall the system, and nothing else. */
    public Simulation faults(Fault... faults) {
        return new Simulation(scenarios, settings.withFaults(Set.of(faults)), threads, tries);
    }

    /** Everything may befall the system but this. */
    public Simulation without(Fault... faults) {
        EnumSet<Fault> left = EnumSet.noneOf(Fault.class);
        left.addAll(settings.faults());
        left.removeAll(Set.of(faults));
        return new Simulation(scenarios, settings.withFaults(left), threads, tries);
    }

    /** How many of 100 steps are faults, each that may happen as likely as another; for what seldom goes wrong. */
    public Simulation storm(int percent) {
        return new Simulation(scenarios, settings.withStorm(percent), threads, tries);
    }

    /** How many runs go on at the same time; each takes one core. */
    public Simulation threads(int count) {
        return new Simulation(scenarios, settings, count, tries);
    }

    /** How many runs may be spent on making a failure smaller; 0 to leave it as it is. */
    public Simulation shrinkingTries(int most) {
        return new Simulation(scenarios, settings, threads, most);
    }

    /**
     * Runs seeds, or only what the system property {@value #REPLAY} says.
     *
     * @return the runs, in the order of their seeds
     * @throws SimulationFailure for the first that fails, made smaller
     */
    public List<Run> seeds(long first, int count) {
        String replay = System.getProperty(REPLAY);
        if (replay != null) {
            return List.of(run(Settings.parse(replay)));
        }
        AtomicReference<@Nullable SimulationFailure> failed = new AtomicReference<>();
        Run[] runs = new Run[count];
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < count && failed.get() == null; i = next.getAndIncrement()) {
                try {
                    runs[i] = run(settings.withSeed(first + i));
                } catch (SimulationFailure e) {
                    failed.compareAndSet(null, e);
                }
            }
        };
        inParallel(work);
        SimulationFailure failure = failed.get();
        if (failure != null) {
            throw new Shrinker(this::failure, failure, tries).shrink();
        }
        return List.of(runs);
    }

    private void inParallel(Runnable work) {
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            others.add(Thread.ofPlatform().name("simulation-" + i).start(work));
        }
        work.run();
        boolean interrupted = false;
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable SimulationFailure failure(Settings tried) {
        try {
            run(tried);
            return null;
        } catch (SimulationFailure e) {
            return e;
        }
    }

    /** One run, as it is. */
    public Run run(Settings all) {
        return run(all, scenarios, (what, value) -> {});
    }

    /** Runs what a {@link SimulationFailure} named. */
    public Run replay(String line) {
        return run(Settings.parse(line));
    }

    /** @param reader is given all that the trace's hash is made of, to find where two runs part */
    static Run run(Settings settings, Scenarios scenarios, BiConsumer<String, Long> reader) {
        World world = new World(settings, scenarios.scenario(), reader);
        try {
            return world.run();
        } catch (RuntimeException | AssertionError e) {
            throw new SimulationFailure(settings, world.step(), e);
        }
    }
}
