package ankurah.core.internal.sync.server;

import ankurah.core.Principal;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.gate.EventEntry;
import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.policy.Sight;
import ankurah.core.internal.sync.wire.AnswerItems;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.PlanCodec;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.internal.sync.wire.SchemaCodec;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.core.observe.Observed;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.IndexStatus;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a one-shot request, page by page, all of it from the position of its first page. */
final class RequestAnswer implements Answer {
    private static final int HISTORY_PAGE = 256;

    private final ServerHub hub;
    private final long connection;
    private final long id;
    private final Ask ask;
    private final Principal principal;
    private final Sight sight;
    private final SyncLimits limits;

    private @Nullable Root root;
    private @Nullable RowCursor cursor;
    private int asked;
    private @Nullable EventPages events;
    private @Nullable List<EntityState> rows;
    private @Nullable EventId after;
    private int given;
    private @Nullable Query queried;
    private long read;
    private long spent;

    RequestAnswer(
            ServerHub hub, long connection, long id, Ask ask, Principal principal, Sight sight, SyncLimits limits) {
        this.hub = hub;
        this.connection = connection;
        this.id = id;
        this.ask = ask;
        this.principal = principal;
        this.sight = sight;
        this.limits = limits;
    }

    long id() {
        return id;
    }

    @Override
    public boolean step(Outgoing out) {
        List<byte[]> items = new ArrayList<>();
        try {
            Root from = root();
            boolean more = fill(from, items);
            out.send(new Message.Answer(id, !more, from.position().number(), items));
            if (more) {
                return true;
            }
        } catch (AnkurahException e) {
            out.send(new Message.RequestFailed(id, WireError.of(e)));
        }
        close();
        return false;
    }

    void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        if (events != null) {
            events.close();
            events = null;
        }
        if (root != null) {
            root.release();
            root = null;
        }
    }

    private Root root() {
        if (root == null) {
            Position named = named();
            if (named != null) {
                hub.follow(named);
            }
            root = hub.reactor().acquire();
        }
        return root;
    }

    private @Nullable Position named() {
        return switch (ask) {
            case Ask.Confirm confirm -> confirm.position();
            case Ask.GetAt get -> get.position();
            case Ask.RowsAt rows -> rows.position();
            default -> null;
        };
    }

    /** Whether there is more than what one page takes. */
    private boolean fill(Root from, List<byte[]> items) {
        return switch (ask) {
            case Ask.Get get -> fillEntities(from, get.entities(), items);
            case Ask.Rows rows -> fillRows(from, rows, items);
            case Ask.Explain explain -> {
                hub.requireWritten(from.catalog(), principal, explain.collection());
                items.add(PlanCodec.encode(
                        hub.explain(principal, explain.collection(), read(explain.query()), explain.run())));
                yield false;
            }
            case Ask.Schema schema -> fillSchema(from, items);
            case Ask.History history -> fillHistory(from, history, items);
            case Ask.Confirm confirm -> {
                items.add(AnswerItems.encode(hub.past().confirmed(confirm.position(), from.position())));
                yield false;
            }
            case Ask.AtInstant at -> {
                items.add(AnswerItems.encode(hub.past().at(at.millis(), from.position())));
                yield false;
            }
            case Ask.GetAt get -> fillEntitiesAt(from, get, items);
            case Ask.RowsAt rows -> fillRowsAt(from, rows, items);
            case Ask.Heads heads -> fillHeads(from, heads, items);
        };
    }

    private Query read(QueryText query) {
        query.requireShort(limits.queryTextBytes());
        return query.toQuery();
    }

    private boolean fillEntities(Root from, List<EntityId> ids, List<byte[]> items) {
        int bytes = 0;
        while (asked < ids.size() && bytes < limits.pageBytes()) {
            EntityState state = from.view().state(ids.get(asked++));
            if (state != null && sight.admits(state, from.view())) {
                byte[] encoded = state.encode();
                items.add(encoded);
                bytes += encoded.length;
            }
        }
        return asked < ids.size();
    }

    /** The time between the pages is the network's and counts for nobody. */
    private boolean fillRows(Root from, Ask.Rows rows, List<byte[]> items) {
        long began = hub.observation().nanos();
        boolean more = readRows(from, rows, items);
        spent += hub.observation().nanos() - began;
        read += items.size();
        Query done = queried;
        if (!more && done != null && hub.observation().isOn()) {
            hub.observation()
                    .tell(new Observed.Queried(
                            Observed.Kind.ONCE, connection, rows.collection(), done, principal, read, spent));
        }
        return more;
    }

    private boolean readRows(Root from, Ask.Rows rows, List<byte[]> items) {
        RowCursor open = cursor;
        if (open == null) {
            hub.requireWritten(from.catalog(), principal, rows.collection());
            Query query = read(rows.query());
            queried = query;
            open = RowReader.open(from.view(), rows.collection(), query, sight);
            cursor = open;
        }
        int bytes = 0;
        while (bytes < limits.pageBytes()) {
            EntityState row = open.next();
            if (row == null) {
                return false;
            }
            byte[] encoded = row.encode();
            items.add(encoded);
            bytes += encoded.length;
        }
        return true;
    }

    /** Collections first; the indexes come with the last page. */
    private boolean fillSchema(Root from, List<byte[]> items) {
        List<String> collections = from.catalog().collections().stream()
                .filter(collection -> hub.policy().canReadSchema(principal, collection))
                .toList();
        int bytes = 0;
        while (asked < collections.size()) {
            if (bytes >= limits.pageBytes()) {
                return true;
            }
            String collection = collections.get(asked++);
            byte[] encoded = SchemaCodec.collection(collection, from.catalog().properties(collection));
            items.add(encoded);
            bytes += encoded.length;
        }
        for (IndexStatus status : hub.indexes()) {
            if (hub.policy().canReadSchema(principal, status.spec().collection())) {
                items.add(SchemaCodec.index(status));
            }
        }
        return false;
    }

    private boolean fillEntitiesAt(Root from, Ask.GetAt get, List<byte[]> items) {
        Position at = hub.past().confirmed(get.position(), from.position());
        int bytes = 0;
        while (asked < get.entities().size() && bytes < limits.pageBytes()) {
            EntityId id = get.entities().get(asked++);
            for (EntityState state : hub.past().states(at, sight, List.of(id))) {
                byte[] encoded = state.encode();
                items.add(encoded);
                bytes += encoded.length;
            }
        }
        return asked < get.entities().size();
    }

    private boolean fillRowsAt(Root from, Ask.RowsAt ask, List<byte[]> items) {
        List<EntityState> all = rows;
        if (all == null) {
            hub.requireWritten(from.catalog(), principal, ask.collection());
            Position at = hub.past().confirmed(ask.position(), from.position());
            all = hub.past().rows(at, sight, ask.collection(), read(ask.query()));
            rows = all;
        }
        int bytes = 0;
        while (asked < all.size() && bytes < limits.pageBytes()) {
            byte[] encoded = all.get(asked++).encode();
            items.add(encoded);
            bytes += encoded.length;
        }
        return asked < all.size();
    }

    private boolean fillHeads(Root from, Ask.Heads heads, List<byte[]> items) {
        int bytes = 0;
        while (asked < heads.entities().size() && bytes < limits.pageBytes()) {
            EntityState state = from.view().state(heads.entities().get(asked++));
            if (state != null && sight.admits(state, from.view())) {
                byte[] encoded = AnswerItems.encode(new AnswerItems.Head(state.id(), state.head()));
                items.add(encoded);
                bytes += encoded.length;
            }
        }
        return asked < heads.entities().size();
    }

    private boolean fillHistory(Root from, Ask.History history, List<byte[]> items) {
        EventPages pages = events;
        if (pages == null) {
            pages = hub.history(from, principal, history.entity());
            events = pages;
        }
        EventId behind = after == null ? history.after() : after;
        int wanted = Math.min(HISTORY_PAGE, history.max() - given);
        List<EventEntry> page = wanted <= 0 ? List.of() : pages.next(behind, wanted);
        int bytes = 0;
        for (EventEntry entry : page) {
            if (bytes >= limits.pageBytes()) {
                return true;
            }
            Event event = entry.event();
            items.add(event.encode());
            bytes += event.size();
            after = event.id();
            given++;
        }
        return page.size() == wanted && given < history.max() && !page.isEmpty();
    }
}
