package ankurah.core;

import ankurah.event.Event;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

enum AllowAll implements Policy {
    INSTANCE;

    @Override
    public boolean canRead(Principal who, EntityState row) {
        return true;
    }

    @Override
    public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

    @Override
    public String version() {
        return "allow-all-1";
    }

    @Override
    public boolean readsEverything(Principal who) {
        return true;
    }
}
