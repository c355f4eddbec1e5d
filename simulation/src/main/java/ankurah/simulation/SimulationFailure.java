package ankurah.simulation;

import org.jspecify.annotations.Nullable;

/** Something did not hold. The first line of the message replays it. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient Settings settings;

    public SimulationFailure(Settings settings, String what, @Nullable Throwable cause) {
        super(settings + "\n" + what, cause);
        this.settings = settings;
    }

    /** What replays it. */
    public Settings settings() {
        return settings;
    }
}
