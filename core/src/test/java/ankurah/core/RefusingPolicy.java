package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** Refuses writes that give a property a value. */
public class RefusingPolicy implements Policy {
    private final String property;
    private final Value value;

    public RefusingPolicy(String property, Value value) {
        this.property = property;
        this.value = value;
    }

    @Override
    public boolean canRead(Principal who, EntityState row) {
        return true;
    }

    @Override
    public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
        if (after.get(property).equals(value)) {
            throw new AnkurahException.Refused("policy.refused", property + " may not be " + value);
        }
    }

    @Override
    public String version() {
        return "refusing-1";
    }
}
