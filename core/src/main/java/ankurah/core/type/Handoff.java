package ankurah.core.type;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A working copy that the newest of a line of states holds, for types whose states are large: a text document of megabytes
 * is changed where it is, not copied for each keystroke.
 *
 * <p>A state that is immutable to its readers has the encoded form, or what leads to it, and beside it one of these, which
 * it shows the node by {@link CommutingType#handoff}. {@code apply} takes the copy out, changes it, and puts it into the
 * state that it returns. The old state is as valid as before and reads itself from its encoded form if it must, which
 * happens only where a line forks: after a refused commit, or for a transaction that looks at what it writes. Whoever takes
 * the copy is its only owner, so no reader sees it change.
 *
 * <p>A node keeps copies up to a limit in bytes, and lets those go that were not used for longest.
 */
public final class Handoff<D> {
    private final AtomicReference<@Nullable D> held;
    private final long bytes;

    /** @param bytes about how much memory the copy takes */
    public Handoff(@Nullable D copy, long bytes) {
        this.held = new AtomicReference<>(copy);
        this.bytes = bytes;
    }

    /** The copy, for one taker only; null for all others. */
    public @Nullable D take() {
        return held.getAndSet(null);
    }

    /**
     * Lets somebody read the copy and keeps it; whoever asks for it meanwhile finds none. What is given must not be the copy
     * or part of it.
     *
     * @return null if the copy is not there
     */
    public <R> @Nullable R read(Function<D, R> reader) {
        D copy = take();
        if (copy == null) {
            return null;
        }
        R read = reader.apply(copy);
        held.set(copy);
        return read;
    }

    public boolean isHeld() {
        return held.get() != null;
    }

    public long bytes() {
        return bytes;
    }
}
