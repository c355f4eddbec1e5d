package ankurah.core.internal.sync.server;

import ankurah.core.ResultSet;
import ankurah.core.internal.live.Window;
import ankurah.core.internal.policy.Sight;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.query.Query;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A subscription of one connection. Its session alone uses it, once it is open. */
final class ServerSubscription {
    final long id;
    final String collection;
    final Query query;
    final @Nullable Resume resume;
    /** What the window is read through. */
    Sight sight;

    final Window window;

    private long openedAt;
    private @Nullable ResultSet rows;
    private boolean answered;

    ServerSubscription(long id, String collection, Query query, @Nullable Resume resume, Sight sight, Window window) {
        this.id = id;
        this.collection = collection;
        this.query = query;
        this.resume = resume;
        this.sight = sight;
        this.window = window;
    }

    /** @param number the position that the first rows are from */
    void opened(long number, ResultSet first) {
        openedAt = number;
        rows = first;
    }

    long openedAt() {
        return openedAt;
    }

    /** The client has been sent {@link #rows}, and from now on what happens to them. */
    void answered() {
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    /** The rows at the client's position: what it holds, or is about to. */
    ResultSet rows() {
        return Objects.requireNonNull(rows, "the subscription is not open yet");
    }

    void setRows(ResultSet now) {
        rows = now;
    }
}
