package ankurah.web.internal.tabs;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.Entity;
import ankurah.core.ResultSet;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.Coverage;
import ankurah.core.internal.live.Window;
import ankurah.core.internal.live.WindowListener;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.event.EntityId;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A query that another tab follows: this tab follows it, too, and notes what there is to tell. */
public final class TabSubscription implements WindowListener {
    final long id;
    final Coverage coverage;
    private final String collection;
    private final QueryText query;
    private final Window window;
    private final TabSession session;
    /** Whether rows belong that came or went since the tab was last told. */
    private Map<EntityId, Boolean> moved = new LinkedHashMap<>();

    private boolean answered;

    private TabSubscription(TabSession session, Message.Subscribe asked, Backend backend, Query bound) {
        this.session = session;
        this.id = asked.subscription();
        this.collection = asked.collection();
        this.query = asked.query();
        this.coverage = backend.cover(backend.defaultPrincipal(), collection, bound);
        this.window = backend.reactor().window(this);
    }

    /** Suspends until its rows are there. */
    static TabSubscription open(TabSession session, Message.Subscribe asked, Backend backend) {
        Query bound = asked.query().toQuery();
        TabSubscription opened = new TabSubscription(session, asked, backend, bound);
        try {
            RowFilter _ = opened.window.select(opened.collection, bound, opened.coverage);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    /** The same for the same query, on either side. */
    public static String key(String collection, QueryText query) {
        return collection + '\n' + query;
    }

    String key() {
        return key(collection, query);
    }

    /** The rows of now; from here on what happens to them is noted. */
    List<EntityState> begin() {
        answered = true;
        List<EntityState> states = new ArrayList<>();
        for (Entity row : window.rows()) {
            states.add(row.state());
        }
        return states;
    }

    @Override
    public void onChange(ResultSet before, ChangeSet change, Root root) {
        if (!answered) {
            return;
        }
        for (Change one : change.changes()) {
            Entity row = one.row();
            if (row == null) {
                moved.put(one.id(), false);
            } else {
                session.changed(row.state());
                if (one.oldIndex() < 0) {
                    moved.put(one.id(), true);
                }
            }
        }
        session.somethingChanged();
    }

    /** What there is to tell; null if there is nothing. */
    Message.Moves takeMoves() {
        List<EntityId> entered = new ArrayList<>();
        List<EntityId> left = new ArrayList<>();
        for (Map.Entry<EntityId, Boolean> row : moved.entrySet()) {
            (row.getValue() ? entered : left).add(row.getKey());
        }
        moved = new LinkedHashMap<>();
        return new Message.Moves(id, entered, left);
    }

    void close() {
        window.close();
        coverage.close();
    }
}
