package ankurah.simulation.internal.check;

import ankurah.core.internal.entity.Fold;
import ankurah.event.Event;
import ankurah.storage.EntityState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entity as the log makes it, with pending events on top.
 *
 * @param state null if it is not there
 */
record Stacked(@Nullable EntityState state, byte @Nullable [] encoded) {
    private static final Stacked NOTHING = new Stacked(null, null);

    static Stacked of(@Nullable Folded logged) {
        return logged == null ? NOTHING : new Stacked(logged.state(), logged.encoded());
    }

    /** With one more event, if that can stand there. */
    Stacked with(Fold fold, Event next) {
        if ((state == null) != next.isGenesis()) {
            return this;
        }
        EntityState made = fold.apply(state, next);
        return new Stacked(made, made.encode());
    }

    boolean is(byte[] shown) {
        return Arrays.equals(encoded, shown);
    }
}
