package ankurah.simulation.internal.run;

/** Unwinds what ran on a node that has crashed, or in a simulation that is over. No error to anybody. */
public final class Ended extends Error {
    private static final long serialVersionUID = 1;

    Ended() {
        super("the node has crashed, or the simulation is over", null, false, false);
    }
}
