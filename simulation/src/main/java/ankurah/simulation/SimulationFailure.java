package ankurah.simulation;

import org.jspecify.annotations.Nullable;

/** Something did not hold. The first line of the message is all that replays it. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient Settings settings;
    private final String what;
    private final int step;

    SimulationFailure(Settings settings, int step, @Nullable Throwable cause) {
        super("-D" + Simulation.REPLAY + "='" + settings + "'\nin step " + step + ": " + what(cause), cause);
        this.settings = settings;
        this.what = what(cause);
        this.step = step;
    }

    private static String what(@Nullable Throwable cause) {
        return cause == null ? "" : cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** What replays it. */
    public Settings settings() {
        return settings;
    }

    /** What did not hold. */
    public String what() {
        return what;
    }

    /** The step after which it showed; as many as there are when it showed at the end. */
    public int step() {
        return step;
    }
}
