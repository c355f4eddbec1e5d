package ankurah.simulation.internal.check;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Status;
import ankurah.core.Subscription;
import ankurah.event.EntityId;
import ankurah.query.Query;
import ankurah.simulation.Watched;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a live query as a program does that knows nothing but the changes: they must lead from one result to the next,
 * and never back.
 */
public final class Follower implements AutoCloseable {
    private final Watched watched;
    private final Context context;
    private final LiveQuery live;
    private final Subscription subscription;
    private final Told told;
    private List<Entity> rows;
    private long position;
    private boolean closed;
    private boolean reselected;
    private boolean answered;
    private boolean selecting;

    /** Hears what is wrong, and of each result. */
    public interface Told {
        void broken(RuntimeException why);

        /** @return whether positions may go back, because the server's disk was put back */
        boolean mayGoBack();

        void result(Watched watched, LiveQuery live, ChangeSet changes);
    }

    public Follower(Watched watched, Context context, Told told) {
        this.watched = watched;
        this.context = context;
        this.live = context.live(watched.collection(), watched.query());
        this.told = told;
        Deque<ChangeSet> early = new ArrayDeque<>();
        rows = List.of();
        boolean[] begun = {false};
        subscription = live.subscribe(changes -> {
            if (begun[0]) {
                hear(changes);
            } else {
                early.add(changes);
            }
        });
        rows = subscription.initial().toList();
        for (ChangeSet changes = early.poll(); changes != null; changes = early.poll()) {
            hear(changes);
        }
        begun[0] = true;
    }

    /** What it follows now. */
    public Watched watched() {
        return new Watched(watched.collection(), live.query());
    }

    /** Selects something else; from now on changes may come of either selection. */
    public void reselect(Query query) {
        reselected = true;
        selecting = true;
        try {
            live.update(query);
        } finally {
            // Checks run meanwhile, when the rows may be of either selection.
            answered = false;
            selecting = false;
        }
    }

    /**
     * Whether the rows must be those of the position that is shown: once they were, that does not go on without them, connected
     * or not.
     */
    boolean isVouched() {
        if (selecting) {
            return false;
        }
        Status status = live.status();
        answered |= status == Status.LIVE;
        return answered && (status == Status.LIVE || status == Status.LOCAL);
    }

    public Context context() {
        return context;
    }

    public LiveQuery live() {
        return live;
    }

    private void hear(ChangeSet changes) {
        try {
            if (closed) {
                throw new Broken("a listener of " + watched + " was called after its subscription was closed");
            }
            take(changes);
        } catch (RuntimeException e) {
            told.broken(e);
        }
    }

    private void take(ChangeSet changes) {
        long number = changes.position().number();
        if (number < position && !told.mayGoBack()) {
            throw new Broken(watched + " went back from " + position + " to " + number);
        }
        position = number;
        List<Entity> next = changes.rows().toList();
        requireLeadsTo(changes, next);
        rows = next;
        if (!reselected) {
            told.result(watched, live, changes);
        }
    }

    private void requireLeadsTo(ChangeSet changes, List<Entity> next) {
        List<Entity> made = new ArrayList<>(rows);
        Set<EntityId> changed = new HashSet<>();
        List<Change> placed = new ArrayList<>();
        for (Change change : changes.changes()) {
            if (!changed.add(change.id())) {
                throw wrong("names " + change.id() + " twice", changes, next);
            }
            boolean wasThere = made.removeIf(row -> row.id().equals(change.id()));
            boolean expected = switch (change.kind()) {
                case UPDATED, MOVED, REMOVED -> true;
                case ADDED, INITIAL -> false;
            };
            if (wasThere != expected) {
                throw wrong("says " + change.kind() + " of " + change.id(), changes, next);
            }
            if (change.kind() != Change.Kind.REMOVED) {
                placed.add(change);
            }
        }
        placed.sort(Comparator.comparingInt(Change::newIndex));
        for (Change change : placed) {
            Entity row = change.row();
            if (row == null || change.newIndex() < 0 || change.newIndex() > made.size()) {
                throw wrong("places " + change.id() + " at " + change.newIndex(), changes, next);
            }
            made.add(change.newIndex(), row);
        }
        if (!made.equals(next)) {
            throw wrong("does not lead to the result", changes, next);
        }
    }

    private Broken wrong(String what, ChangeSet changes, List<Entity> next) {
        return new Broken("a change of " + watched + " " + what + ":\n  before " + rows + "\n  " + changes.changes()
                + "\n  after " + next);
    }

    /** What the listener knows is what the query shows; for when nothing is on its way to listeners. */
    public @Nullable String differs() {
        List<Entity> shown = live.result().toList();
        return shown.equals(rows) ? null : "the listener of " + watched + " knows " + rows + " instead of " + shown;
    }

    @Override
    public void close() {
        subscription.close();
        live.close();
        closed = true;
    }
}
