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
    /** Rows of this level nobody but the server sees, whatever the policy. */
    static final int LEVELS = 3;

    static final String SEVEN = "house.seven";

    @Override
    public boolean canRead(Principal who, EntityState row) {
        if (who.equals(Principal.SYSTEM)) {
            return true;
        }
        return switch (row.collection()) {
            case "thing" -> !row.get("n").equals(Value.of(5L - changes % 3));
            case "secret" -> row.get("level") instanceof Value.Int level && level.value() < LEVELS - changes % 2;
            default -> true;
        };
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
