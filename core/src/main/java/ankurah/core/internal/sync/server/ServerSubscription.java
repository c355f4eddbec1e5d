package ankurah.core.internal.sync.server;

import ankurah.core.ResultSet;
import ankurah.core.internal.live.Window;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.query.Query;
import org.jspecify.annotations.Nullable;

/** A subscription of one connection. Only its session touches it, apart from the backlog. */
final class ServerSubscription {
    final long id;
    final String collection;
    final Query query;
    final @Nullable Resume resume;
    final Window window;

    /** What the client will have when it has read everything sent; null until the answer is complete. */
    private @Nullable ResultSet sent;

    ServerSubscription(long id, String collection, Query query, @Nullable Resume resume, Window window) {
        this.id = id;
        this.collection = collection;
        this.query = query;
        this.resume = resume;
        this.window = window;
    }

    boolean isAnswered() {
        return sent != null;
    }

    ResultSet sent() {
        if (sent == null) {
            throw new IllegalStateException("subscription " + id + " is not answered yet");
        }
        return sent;
    }

    void setSent(ResultSet rows) {
        sent = rows;
    }
}
