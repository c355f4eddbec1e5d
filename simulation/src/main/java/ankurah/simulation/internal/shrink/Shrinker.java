package ankurah.simulation.internal.shrink;

import ankurah.simulation.Fault;
import ankurah.simulation.Settings;
import ankurah.simulation.SimulationFailure;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out faults, clients and steps as long as the same thing goes wrong, with fewer and fewer steps at a time (Zeller and
 * Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002).
 */
public final class Shrinker {
    private static final Pattern PARTICULAR = Pattern.compile("[0-9A-Za-z]*[0-9][0-9A-Za-z]*");
    private static final int TOLD = 40;

    private final Trial trial;
    private final int mostTries;
    private SimulationFailure smallest;
    private final String kind;
    private int tries;

    /** Runs settings once. */
    @FunctionalInterface
    public interface Trial {
        /** What went wrong, or null. */
        @Nullable
        SimulationFailure failure(Settings settings);
    }

    public Shrinker(Trial trial, SimulationFailure found, int mostTries) {
        this.trial = trial;
        this.smallest = found;
        this.kind = kind(found);
        this.mostTries = mostTries;
    }

    /** What went wrong, without ids and numbers. */
    private static String kind(SimulationFailure failure) {
        String text = PARTICULAR.matcher(failure.what()).replaceAll("#");
        return text.substring(0, Math.min(TOLD, text.length()));
    }

    public SimulationFailure shrink() {
        Settings settings = smallest.settings();
        int last = smallest.step() + 1;
        if (last > 0 && last < settings.steps()) {
            fails(settings.withSteps(last));
        }
        dropFaults();
        dropSteps();
        while (smallest.settings().clients() > 1
                && fails(smallest.settings().withClients(smallest.settings().clients() - 1))) {
            dropSteps();
        }
        dropFaults();
        return smallest;
    }

    private void dropFaults() {
        boolean unused = fails(smallest.settings().withFaults(Set.of()));
        for (Fault fault : List.copyOf(smallest.settings().faults())) {
            EnumSet<Fault> fewer = EnumSet.noneOf(Fault.class);
            fewer.addAll(smallest.settings().faults());
            fewer.remove(fault);
            unused |= fails(smallest.settings().withFaults(fewer));
        }
    }

    private void dropSteps() {
        for (int chunk = Math.max(1, happening().cardinality() / 2); ; chunk /= 2) {
            boolean less = true;
            while (less) {
                less = dropChunks(chunk);
            }
            if (chunk <= 1) {
                return;
            }
        }
    }

    private boolean dropChunks(int chunk) {
        boolean less = false;
        int[] steps = happening().stream().toArray();
        for (int from = 0; from < steps.length && tries < mostTries; from += chunk) {
            BitSet fewer = happening();
            for (int i = from; i < Math.min(steps.length, from + chunk); i++) {
                fewer.clear(steps[i]);
            }
            less |= fails(smallest.settings().withOnly(fewer));
        }
        return less && chunk > 1;
    }

    private BitSet happening() {
        Settings settings = smallest.settings();
        BitSet steps = new BitSet();
        for (int i = 0; i < settings.steps(); i++) {
            steps.set(i, settings.happens(i));
        }
        return steps;
    }

    /** Takes the settings over if the same goes wrong with them. */
    private boolean fails(Settings settings) {
        if (tries++ >= mostTries || settings.equals(smallest.settings())) {
            return false;
        }
        SimulationFailure failure = trial.failure(settings);
        if (failure == null || !kind(failure).equals(kind)) {
            return false;
        }
        smallest = failure;
        return true;
    }
}
