package ankurah.web.internal.tabs;

import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.live.CommitTap;
import ankurah.event.Commit;
import ankurah.event.Hash256;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import ankurah.web.internal.run.Coroutines;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tabs that follow this one. To them this tab is a server, whose log is what it shows: each publication has a number, and
 * those of a later leader are greater, because its epoch stands in front.
 */
public final class Followers implements CommitTap {
    private static final LogId LOG = new LogId(0, 1);
    private static final int EPOCH_SHIFT = 32;

    private final Backend backend;
    private final Coroutines coroutines;
    private final long first;
    private final Set<TabSession> sessions = new LinkedHashSet<>();
    private int published;
    private int opened;

    public Followers(Backend backend, Coroutines coroutines, int epoch) {
        this.backend = backend;
        this.coroutines = coroutines;
        this.first = (long) epoch << EPOCH_SHIFT;
        backend.reactor().tap(this);
    }

    /** A connection of another tab. */
    public TabSession open(Peer peer) {
        TabSession session = new TabSession(this, backend, coroutines, peer, ++opened);
        sessions.add(session);
        return session;
    }

    void ended(TabSession session) {
        sessions.remove(session);
    }

    Position position() {
        return new Position(LOG, first + published, Hash256.ZERO);
    }

    @Override
    public void onCommit(Root root, @Nullable Commit commit, List<Changed> changes) {
        published++;
        for (TabSession session : sessions) {
            session.published();
        }
    }

    /** They come back to whoever leads then. */
    public void close() {
        for (TabSession session : new ArrayList<>(sessions)) {
            session.leave();
        }
    }
}
