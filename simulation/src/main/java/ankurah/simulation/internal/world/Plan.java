package ankurah.simulation.internal.world;

import ankurah.simulation.Dice;
import ankurah.simulation.Fault;
import ankurah.simulation.Settings;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What happens at each step. A step follows from the seed and its own number alone, so leaving one out, or a fault, or a client,
 * changes no other.
 */
final class Plan {
    private static final int ACTIONS = 100;

    private final Settings settings;

    /** @param fault null for an action or one of the others */
    record Step(Kind kind, @Nullable Fault fault, int who, long seed, long pauseMicros) {}

    /** What a step does. */
    enum Kind {
        ACT,
        ACT_AT_SERVER,
        FOLLOW,
        UNFOLLOW,
        RESELECT,
        INDEX,
        HEAL,
        CHECK,
        FAULT,
        NOTHING
    }

    Plan(Settings settings) {
        this.settings = settings;
    }

    Step step(int number) {
        Dice dice = new Dice(Dice.mix(settings.seed(), number));
        long pause = dice.oneIn(20) ? dice.below(2_000_000) : dice.below(15_000);
        int who = settings.clients() == 0 ? 0 : dice.below(settings.clients());
        int drawn = dice.below(ACTIONS);
        Kind kind = kind(drawn);
        Fault fault = kind == Kind.FAULT ? fault(dice) : null;
        if (settings.storm() > 0 && !settings.faults().isEmpty()) {
            fault = dice.below(100) < settings.storm() ? anyFault(dice.nextLong()) : null;
            kind = fault != null ? Kind.FAULT : kind == Kind.FAULT ? Kind.ACT : kind;
        }
        boolean happens =
                settings.happens(number) && (fault == null || settings.faults().contains(fault));
        return new Step(happens ? kind : Kind.NOTHING, fault, who, dice.nextLong(), pause);
    }

    /** Which it is stays so when others may not happen any more. */
    private Fault anyFault(long drawn) {
        return settings.faults().stream()
                .max(Comparator.comparingLong(fault -> Dice.mix(drawn, fault.ordinal())))
                .orElseThrow();
    }

    private static Kind kind(int drawn) {
        if (drawn < 56) {
            return Kind.ACT;
        } else if (drawn < 73) {
            return Kind.ACT_AT_SERVER;
        } else if (drawn < 74) {
            return Kind.INDEX;
        } else if (drawn < 78) {
            return Kind.FOLLOW;
        } else if (drawn < 81) {
            return Kind.UNFOLLOW;
        } else if (drawn < 83) {
            return Kind.RESELECT;
        } else if (drawn < 87) {
            return Kind.HEAL;
        }
        return drawn < 94 ? Kind.CHECK : Kind.FAULT;
    }

    /** The graver, the rarer. */
    private static Fault fault(Dice dice) {
        int drawn = dice.below(100);
        if (drawn < 20) {
            return Fault.CUT;
        } else if (drawn < 22) {
            return Fault.INTERRUPT;
        } else if (drawn < 26) {
            return Fault.CLIENT_SYNC_FAILURE;
        } else if (drawn < 30) {
            return Fault.SLOW;
        } else if (drawn < 42) {
            return Fault.HALF_CUT;
        } else if (drawn < 52) {
            return Fault.PARTITION;
        } else if (drawn < 60) {
            return Fault.GREEDY;
        } else if (drawn < 66) {
            return Fault.CLIENT_CRASH;
        } else if (drawn < 72) {
            return Fault.CLIENT_RESTART;
        } else if (drawn < 79) {
            return Fault.SERVER_CRASH;
        } else if (drawn < 84) {
            return Fault.SERVER_RESTART;
        } else if (drawn < 88) {
            return Fault.SYNC_FAILURE;
        } else if (drawn < 93) {
            return Fault.SKEW;
        } else if (drawn < 95) {
            return Fault.CENTURY;
        } else if (drawn < 97) {
            return Fault.POLICY;
        } else if (drawn < 98) {
            return Fault.RELEASE;
        }
        return Fault.RESTORE;
    }
}
