package ankurah.core.internal.sync.server;

import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** The rows a new subscription begins with, page by page, and that it is ready. */
final class RowsAnswer implements Answer {
    private static final int ID_BYTES = EventId.BYTES + 2;

    private final ServerSubscription to;
    private final Position at;
    private final int pageBytes;
    private final boolean resumed;
    private final Iterator<EntityState> rows;
    private final Iterator<EntityId> gone;
    private final Predicate<EntityState> held;

    /**
     * @param at the position the rows are from, which is the client's
     * @param rows all rows, or when resumed those the client may lack
     * @param gone when resumed, rows that the client held and that belong no more
     * @param held whether the client holds a row in another subscription
     */
    RowsAnswer(
            ServerSubscription to,
            Position at,
            int pageBytes,
            boolean resumed,
            Iterator<EntityState> rows,
            List<EntityId> gone,
            Predicate<EntityState> held) {
        this.to = to;
        this.at = at;
        this.pageBytes = pageBytes;
        this.resumed = resumed;
        this.rows = rows;
        this.gone = gone.iterator();
        this.held = held;
    }

    @Override
    public boolean step(Outgoing out) {
        if (!rows.hasNext() && !gone.hasNext()) {
            out.send(new Message.Ready(to.id, resumed, at.number(), at.hash()));
            return false;
        }
        List<EntityId> ids = new ArrayList<>();
        List<byte[]> states = new ArrayList<>();
        List<EntityId> left = new ArrayList<>();
        int bytes = 0;
        while (bytes < pageBytes && rows.hasNext()) {
            EntityState row = rows.next();
            ids.add(row.id());
            bytes += ID_BYTES;
            if (!held.test(row)) {
                byte[] state = row.encode();
                states.add(state);
                bytes += state.length;
            }
        }
        while (bytes < pageBytes && gone.hasNext()) {
            left.add(gone.next());
            bytes += ID_BYTES;
        }
        out.send(new Message.Page(to.id, ids, states, left));
        return true;
    }
}
