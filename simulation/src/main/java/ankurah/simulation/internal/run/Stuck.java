package ankurah.simulation.internal.run;

/** The system does not get on: nobody can run, or somebody runs without end. */
public final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stuck(String message) {
        super(message);
    }
}
