package ankurah.simulation.internal.house;

import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** Hides some rows, other ones after each change, and refuses sevens. */
record Veil(int changes) implements Policy {
    static final String SEVEN = "house.seven";

    @Override
    public boolean canRead(Principal who, EntityState row) {
        return who.equals(Principal.SYSTEM) || !row.get("n").equals(Value.of(5L - changes % 3));
    }

    @Override
    public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
        if (after.get("n").equals(Value.of(7L))) {
            throw new AnkurahException.Refused(SEVEN, "seven is refused");
        }
    }

    @Override
    public String version() {
        return "veil-" + changes;
    }
}
