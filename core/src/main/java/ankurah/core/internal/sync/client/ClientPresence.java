package ankurah.core.internal.sync.client;

import ankurah.core.Presence;
import ankurah.core.PresenceListener;
import ankurah.core.Present;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A place of the program at an entity. */
final class ClientPresence implements Presence {
    private final Presences presences;
    private final PresenceRoom room;
    private final List<PresenceListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    ClientPresence(Presences presences, PresenceRoom room) {
        this.presences = presences;
        this.room = room;
    }

    @Override
    public EntityId entity() {
        return room.entity;
    }

    @Override
    public void show(String content) {
        if (!closed) {
            presences.show(room, content);
        }
    }

    @Override
    public String shown() {
        return presences.shown(room);
    }

    @Override
    public List<Present> others() {
        return closed ? List.of() : presences.others(room);
    }

    @Override
    public @Nullable AnkurahException error() {
        return presences.error(room);
    }

    @Override
    public void onChange(PresenceListener listener) {
        listeners.add(listener);
    }

    void tell() {
        for (PresenceListener listener : listeners) {
            if (!closed) {
                listener.onChange(this);
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            presences.leave(room, this);
        }
    }
}
