package ankurah.core.internal.archive;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Sha256;
import ankurah.storage.LoggedEvent;
import ankurah.storage.StorageSnapshot;
import org.jspecify.annotations.Nullable;

/** What has to hold of an event wherever it stands. */
final class Checking {
    private Checking() {}

    static Event event(StorageSnapshot snapshot, LoggedEvent logged, long number) {
        Event event = snapshot.event(logged.entity(), logged.event());
        if (event == null) {
            throw new AnkurahException.Fault(
                    "storage.damaged",
                    "the commit " + number + " of the log has the event " + logged.event()
                            + ", which the store does not have");
        }
        return event;
    }

    /** Computes the id again; null if it is the one that is claimed. */
    static @Nullable String id(Event event, EventId claimed, Sha256 sha256) {
        EventId computed = Event.decode(event.encode(), sha256).id();
        return computed.equals(claimed)
                ? null
                : "the event that is stored as " + claimed + " has the id " + computed + ", by its content";
    }

    /** Whether an event knows of something. */
    @FunctionalInterface
    interface Held {
        boolean isHeld(EventId id);
    }

    /** What is wrong with what an event says to stand on; null if nothing. */
    static @Nullable String lineage(Event event, Held held) {
        if (event.isGenesis() != event.header().parents().isEmpty()) {
            return "the event " + event.id() + " begins an entity and has parents, or does neither";
        }
        for (EventId parent : event.header().parents()) {
            if (!held.isHeld(parent)) {
                return "the event " + event.id() + " of " + event.entity() + " has the parent " + parent
                        + ", which is none of the entity's events";
            }
            if (parent.time() >= event.header().time()) {
                return "the event " + event.id() + " is not dated after its parent " + parent;
            }
        }
        return null;
    }
}
