package ankurah.simulation.internal.check;

/** Something that must hold does not. */
public final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Broken(String what) {
        super(what);
    }
}
