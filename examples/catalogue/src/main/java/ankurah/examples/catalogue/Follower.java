package ankurah.examples.catalogue;

import ankurah.core.model.TypedChange;
import ankurah.core.model.TypedChangeSet;
import ankurah.core.model.TypedLiveQuery;
import ankurah.core.model.TypedResultSet;
import ankurah.core.model.View;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Hears of the changes of a live query, on the node's thread for listeners, and shows them on the thread that asks for them,
 * so that what this program prints comes in one order. Ends with the live query.
 */
final class Follower<V extends View<?>> {
    private static final int MOST_CHANGES = 100;

    private final BlockingQueue<TypedChangeSet<V>> heard = new ArrayBlockingQueue<>(MOST_CHANGES);
    private final Function<V, String> name;
    private final PrintStream out;
    private TypedResultSet<V> before;

    Follower(TypedLiveQuery<V> live, Function<V, String> name, PrintStream out) {
        this.name = name;
        this.out = out;
        this.before = live.subscribe(heard::add).initial();
    }

    /** Waits for the next change and shows it, row by row. */
    void show(Duration timeout) {
        TypedChangeSet<V> change = next(timeout);
        for (TypedChange<V> one : change.changes()) {
            V row = one.row() == null ? before.get(one.oldIndex()) : one.row();
            out.println("  " + one.kind().toString().toLowerCase(Locale.ROOT) + ": " + name.apply(row));
        }
        before = change.rows();
    }

    private TypedChangeSet<V> next(Duration timeout) {
        try {
            TypedChangeSet<V> change = heard.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (change == null) {
                throw new IllegalStateException("nothing has changed for " + timeout);
            }
            return change;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
