package ankurah.core.internal.sync.server;

import ankurah.core.Change;
import ankurah.core.ResultSet;
import ankurah.storage.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The news of a connection's subscriptions that its client has not been told. Written by whoever publishes commits, which
 * never waits here, and read by the session. A client that reads too slowly costs bounded memory: past the limit the
 * touched rows are forgotten and the results compared instead, which share what did not change.
 *
 * <p>News come subscription by subscription, so those of the newest commit stand apart until all of them are there.
 */
final class Backlog {
    private static final int ROW_BYTES = 96;

    private final int maxRows;
    private final Object lock = new Object();
    private Map<ServerSubscription, News> settled = new LinkedHashMap<>();
    private Map<ServerSubscription, News> newest = new LinkedHashMap<>();
    private long newestNumber = -1;
    private int rows;

    Backlog(int maxBytes) {
        this.maxRows = Math.max(1, maxBytes / ROW_BYTES);
    }

    void add(ServerSubscription to, long number, List<Change> changes, ResultSet now) {
        synchronized (lock) {
            settle(number - 1);
            newestNumber = number;
            rows += newest.computeIfAbsent(to, s -> new News(now)).add(changes, now);
            if (rows > maxRows) {
                forget();
            }
        }
    }

    /** All news up to a position, and none from behind it. */
    record Taken(Position to, Map<ServerSubscription, News> news) {}

    /**
     * Takes the news of everything up to the position that all subscriptions have been told of.
     *
     * @param published says which that is; asked while no news can come, for those of later commits may have been settled since
     *     somebody looked before
     */
    Taken take(Supplier<Position> published) {
        synchronized (lock) {
            Position to = published.get();
            settle(to.number());
            Map<ServerSubscription, News> taken = settled;
            settled = new LinkedHashMap<>();
            rows = 0;
            for (News news : newest.values()) {
                rows += news.touched().size();
            }
            return new Taken(to, taken);
        }
    }

    /** Whether there are news of a position up to which all subscriptions have been told. */
    boolean isReady(long number) {
        synchronized (lock) {
            return !settled.isEmpty() || !newest.isEmpty() && newestNumber <= number;
        }
    }

    int rows() {
        synchronized (lock) {
            return rows;
        }
    }

    void remove(ServerSubscription closed) {
        synchronized (lock) {
            settled.remove(closed);
            newest.remove(closed);
        }
    }

    private void settle(long upTo) {
        if (newestNumber > upTo) {
            return;
        }
        newest.forEach((to, news) -> {
            News earlier = settled.putIfAbsent(to, news);
            if (earlier != null) {
                earlier.merge(news);
            }
        });
        newest.clear();
    }

    private void forget() {
        settled.values().forEach(News::forget);
        newest.values().forEach(News::forget);
        rows = 0;
    }
}
