package ankurah.core.internal.sync.server;

import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Tells a client of a delta, in parts of about the size of a page. */
final class ChangesAnswer implements Answer {
    private static final int ID_BYTES = EventId.BYTES + 2;

    private final Position to;
    private final int partBytes;
    private final Iterator<Message.Moves> moves;
    private final Iterator<EntityState> states;
    private final Iterator<Event> events;

    ChangesAnswer(Delta delta, Position to, int partBytes) {
        this.to = to;
        this.partBytes = partBytes;
        this.moves = split(delta.moves(), Math.max(1, partBytes / ID_BYTES)).iterator();
        this.states = delta.states().iterator();
        this.events = delta.events().iterator();
    }

    @Override
    public boolean step(Outgoing out) {
        List<Message.Moves> someMoves = new ArrayList<>();
        List<byte[]> someStates = new ArrayList<>();
        List<Event> someEvents = new ArrayList<>();
        int bytes = 0;
        while (bytes < partBytes && states.hasNext()) {
            byte[] state = states.next().encode();
            someStates.add(state);
            bytes += state.length;
        }
        while (bytes < partBytes && events.hasNext()) {
            Event event = events.next();
            someEvents.add(event);
            bytes += event.size();
        }
        while (bytes < partBytes && moves.hasNext()) {
            Message.Moves some = moves.next();
            someMoves.add(some);
            bytes += ID_BYTES * (some.entered().size() + some.left().size());
        }
        boolean last = !states.hasNext() && !events.hasNext() && !moves.hasNext();
        out.send(new Message.Changes(last, to.number(), to.hash(), someMoves, someStates, someEvents));
        return !last;
    }

    /** Moves of at most so many ids each. */
    private static List<Message.Moves> split(List<Message.Moves> all, int most) {
        List<Message.Moves> parts = new ArrayList<>();
        for (Message.Moves moves : all) {
            if (moves.entered().size() + moves.left().size() <= most) {
                parts.add(moves);
                continue;
            }
            for (List<EntityId> some : slices(moves.left(), most)) {
                parts.add(new Message.Moves(moves.subscription(), List.of(), some));
            }
            for (List<EntityId> some : slices(moves.entered(), most)) {
                parts.add(new Message.Moves(moves.subscription(), some, List.of()));
            }
        }
        return parts;
    }

    private static List<List<EntityId>> slices(List<EntityId> ids, int most) {
        List<List<EntityId>> slices = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += most) {
            slices.add(ids.subList(from, Math.min(ids.size(), from + most)));
        }
        return slices;
    }
}
