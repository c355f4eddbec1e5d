package ankurah.simulation.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * Where a strand lets others go first although it does not wait, as threads are switched anywhere. Nothing calls this as it is written:
 * tests put the calls into the classes of the system.
 *
 * <p>A strand that stands still with a monitor would have another wait for that, whom the baton would not know to wait. So nobody is
 * switched between {@link #enter} and {@link #leave}.
 */
public final class Switching {
    private static final ThreadLocal<@Nullable Switching> HERE = new ThreadLocal<>();

    private final Baton baton;
    private int entered;

    private Switching(Baton baton) {
        this.baton = baton;
    }

    /** The calling thread is a strand of the baton, to its end. */
    static void begin(Baton baton) {
        HERE.set(new Switching(baton));
    }

    /**
     * The beginning of a method.
     *
     * @param place says which, about
     */
    public static void point(int place) {
        Switching here = HERE.get();
        if (here != null && here.entered == 0) {
            here.baton.maySwitch(place);
        }
    }

    /** Before a lock is taken that the baton knows nothing of. */
    public static void enter() {
        Switching here = HERE.get();
        if (here != null) {
            here.entered++;
        }
    }

    /** After it was given back. */
    public static void leave() {
        Switching here = HERE.get();
        if (here != null) {
            here.entered--;
        }
    }
}
