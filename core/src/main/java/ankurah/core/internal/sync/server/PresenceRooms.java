package ankurah.core.internal.sync.server;

import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is at which entity, and what he shows; nothing of it is stored. Its monitor guards this and what is due at the desks.
 * What nobody has been sent yet is replaced by what comes after it, so a desk that is not emptied holds no more than one entry
 * for each who is there and each whom it was told of.
 */
final class PresenceRooms {
    static final int MOST_MEMBERS = 256;

    private final Map<EntityId, Map<PresenceDesk, String>> rooms = new HashMap<>();

    /** @throws AnkurahException.Unavailable {@code presence.full} */
    void show(EntityId entity, PresenceDesk who, String content) {
        List<PresenceDesk> told = new ArrayList<>();
        synchronized (this) {
            Map<PresenceDesk, String> room = rooms.computeIfAbsent(entity, id -> new LinkedHashMap<>());
            boolean isNew = !room.containsKey(who);
            if (isNew && room.size() >= MOST_MEMBERS) {
                throw new AnkurahException.Unavailable(
                        SyncErrors.PRESENCE_FULL, "there are " + MOST_MEMBERS + " others at the entity already");
            }
            String before = room.put(who, content);
            for (PresenceDesk other : room.keySet()) {
                if (other != who && (isNew || !content.equals(before))) {
                    other.note(entity, who);
                    told.add(other);
                    if (isNew) {
                        who.note(entity, other);
                    }
                }
            }
        }
        told.forEach(PresenceDesk::wake);
    }

    void leave(EntityId entity, PresenceDesk who) {
        List<PresenceDesk> told = List.of();
        synchronized (this) {
            who.forget(entity);
            Map<PresenceDesk, String> room = rooms.get(entity);
            if (room != null && room.remove(who) != null) {
                room.keySet().forEach(other -> other.noteGone(entity, who));
                told = List.copyOf(room.keySet());
            }
            if (room != null && room.isEmpty()) {
                rooms.remove(entity);
            }
        }
        told.forEach(PresenceDesk::wake);
    }

    /** What is due at a desk, oldest first. */
    synchronized List<Message.Presence> take(PresenceDesk desk, int most) {
        List<Message.Presence> messages = new ArrayList<>();
        for (PresenceDesk.Due due : desk.take(most)) {
            Map<PresenceDesk, String> room = rooms.getOrDefault(due.entity(), Map.of());
            PresenceDesk who = due.who();
            if (!room.containsKey(who)) {
                desk.untold(due.entity(), who);
            }
            messages.add(new Message.Presence(due.entity(), who.number(), who.principal(), room.get(who)));
        }
        return messages;
    }
}
