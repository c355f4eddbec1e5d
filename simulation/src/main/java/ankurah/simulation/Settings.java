package ankurah.simulation;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that decides a run. Its text replays it.
 *
 * @param seed what everything that happens follows from
 * @param steps how many things happen: actions of clients and of the server, and faults
 * @param clients how many clients there are
 * @param faults what may befall the system
 * @param storm how many of 100 steps are faults, each as likely as another; 0 for a few, the graver the rarer
 * @param only the steps that happen; null for all. The others leave no trace.
 */
public record Settings(
        long seed,
        int steps,
        int clients,
        Set<Fault> faults,
        int storm,
        @Nullable BitSet only) {

    public Settings {
        if (steps < 0 || clients < 0) {
            throw new IllegalArgumentException("a run has 0 or more steps and clients");
        }
        if (storm < 0 || storm > 100) {
            throw new IllegalArgumentException("of 100 steps, " + storm + " cannot be faults");
        }
        EnumSet<Fault> sorted = EnumSet.noneOf(Fault.class);
        sorted.addAll(faults);
        faults = sorted;
        only = only == null ? null : (BitSet) only.clone();
    }

    public static Settings of(long seed, int steps, int clients) {
        return new Settings(seed, steps, clients, EnumSet.allOf(Fault.class), 0, null);
    }

    public Settings withSeed(long changed) {
        return new Settings(changed, steps, clients, faults, storm, only);
    }

    public Settings withSteps(int changed) {
        return new Settings(seed, changed, clients, faults, storm, only);
    }

    public Settings withClients(int changed) {
        return new Settings(seed, steps, changed, faults, storm, only);
    }

    public Settings withFaults(Set<Fault> changed) {
        return new Settings(seed, steps, clients, changed, storm, only);
    }

    public Settings withStorm(int changed) {
        return new Settings(seed, steps, clients, faults, changed, only);
    }

    public Settings withOnly(BitSet changed) {
        return new Settings(seed, steps, clients, faults, storm, changed);
    }

    /** Whether a step happens. */
    public boolean happens(int step) {
        return only == null || only.get(step);
    }

    /** Reads what {@link #toString} wrote. */
    public static Settings parse(String text) {
        Settings read = of(0, 0, 0);
        for (String part : text.trim().split(" +")) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + part + "' is no setting; settings look like seed=1");
            }
            String value = part.substring(equals + 1);
            read = switch (part.substring(0, equals)) {
                case "seed" -> read.withSeed(Long.parseLong(value));
                case "steps" -> read.withSteps(Integer.parseInt(value));
                case "clients" -> read.withClients(Integer.parseInt(value));
                case "faults" -> read.withFaults(faults(value));
                case "storm" -> read.withStorm(Integer.parseInt(value));
                case "only" -> read.withOnly(ranges(value));
                default -> throw new IllegalArgumentException("there is no setting '" + part + "'");
            };
        }
        return read;
    }

    private static Set<Fault> faults(String text) {
        EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
        if (text.equals("all")) {
            return EnumSet.allOf(Fault.class);
        }
        if (!text.equals("none")) {
            for (String name : text.split(",")) {
                faults.add(Fault.valueOf(name));
            }
        }
        return faults;
    }

    private static BitSet ranges(String text) {
        BitSet set = new BitSet();
        if (!text.equals("none")) {
            for (String range : text.split(",")) {
                String[] ends = range.split("-");
                set.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
        }
        return set;
    }

    @Override
    public String toString() {
        String names = faults.size() == Fault.values().length
                ? "all"
                : faults.isEmpty() ? "none" : faults.stream().map(Fault::name).collect(Collectors.joining(","));
        String head = "seed=" + seed + " steps=" + steps + " clients=" + clients + " faults=" + names;
        head += storm == 0 ? "" : " storm=" + storm;
        return only == null ? head : head + " only=" + print(only);
    }

    private static String print(BitSet set) {
        StringBuilder text = new StringBuilder();
        for (int from = set.nextSetBit(0); from >= 0; ) {
            int to = set.nextClearBit(from);
            text.append(text.isEmpty() ? "" : ",").append(from).append(to - 1 > from ? "-" + (to - 1) : "");
            from = set.nextSetBit(to);
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
