package ankurah.text.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps one can undo and redo: for each the ids inserted and the ids deleted. Undoing deletes what was inserted and
 * inserts copies of what was deleted; a deleted item remembers its copy. What a step may bring back is kept from being
 * forgotten.
 */
public final class UndoLog {
    private record Step(IdSet deletions, IdSet insertions) {
        Step with(IdSet moreDeletions, IdSet moreInsertions) {
            return new Step(IdSet.union(deletions, moreDeletions), IdSet.union(insertions, moreInsertions));
        }
    }

    private final Store store;
    private final Items items;
    private final Branch scope;
    private final @Nullable Object origin;
    private List<Step> undoSteps = new ArrayList<>();
    private List<Step> redoSteps = new ArrayList<>();
    private boolean isUndoing;
    private boolean isRedoing;
    private @Nullable LongSupplier clockMillis;
    private long groupMillis;
    private long lastChange;
    private boolean mayGroup;

    public UndoLog(Store store, Branch scope, @Nullable Object origin) {
        this.store = store;
        this.scope = scope;
        this.origin = origin;
        items = store.items;
        store.transactions.add(this);
    }

    public void groupWithin(long millis, LongSupplier clock) {
        groupMillis = millis;
        clockMillis = clock;
    }

    public void stopGrouping() {
        mayGroup = false;
    }

    public boolean canUndo() {
        return !undoSteps.isEmpty();
    }

    public boolean canRedo() {
        return !redoSteps.isEmpty();
    }

    public void close() {
        store.transactions.remove(this);
        clear(true, true);
    }

    /** Takes note of a transaction that has ended. */
    void follow(Transaction transaction) {
        boolean isMine = transaction.origin == this
                || Objects.equals(transaction.origin, origin) && (transaction.local || origin != null);
        if (!isMine || !changesScope(transaction)) {
            return;
        }
        if (isUndoing) {
            stopGrouping();
        } else if (!isRedoing) {
            clear(false, true);
        }
        IdSet insertions = new IdSet();
        for (int i = 0; i < transaction.touchedCount(); i++) {
            if (transaction.after(i) > transaction.before(i)) {
                insertions.of(transaction.touched(i)).add(transaction.before(i), transaction.after(i));
            }
        }
        enter(transaction.deletions, insertions);
        forEachInScope(transaction.deletions, item -> keep(item, true));
    }

    private void enter(IdSet deletions, IdSet insertions) {
        List<Step> steps = isUndoing ? redoSteps : undoSteps;
        LongSupplier clock = clockMillis;
        long now = clock == null ? 0 : clock.getAsLong();
        boolean joins = mayGroup && clock != null && now - lastChange < groupMillis;
        if (joins && !steps.isEmpty() && !isUndoing && !isRedoing) {
            steps.set(steps.size() - 1, steps.getLast().with(deletions, insertions));
        } else {
            steps.add(new Step(IdSet.union(deletions, new IdSet()), insertions));
        }
        if (!isUndoing && !isRedoing) {
            lastChange = now;
            mayGroup = true;
        }
    }

    private boolean changesScope(Transaction transaction) {
        for (Branch branch : transaction.changed) {
            boolean isGone = branch.item != Items.NONE && items.isDeleted(branch.item);
            if (!isGone && branch.isWithin(scope)) {
                return true;
            }
        }
        return false;
    }

    private void forEachInScope(IdSet ids, IntConsumer action) {
        new StructRanges(store).forEach(ids, item -> {
            if (isInScope(item)) {
                action.accept(item);
            }
        });
    }

    private boolean isInScope(int item) {
        return items.kind(item) != Items.GC && store.sequenceOf(item).parent.isWithin(scope);
    }

    /** Keeps an item, and all it is in, from being forgotten, or no longer. */
    void keep(int item, boolean kept) {
        int at = item;
        while (at != Items.NONE && items.kind(at) != Items.GC && items.isKept(at) != kept) {
            items.setKept(at, kept);
            at = store.sequenceOf(at).parent.item;
        }
    }

    public void clear(boolean undo, boolean redo) {
        if (!(undo && canUndo()) && !(redo && canRedo())) {
            return;
        }
        store.transactions.run(null, true, () -> {
            if (undo) {
                undoSteps.forEach(step -> forEachInScope(step.deletions(), item -> keep(item, false)));
                undoSteps = new ArrayList<>();
            }
            if (redo) {
                redoSteps.forEach(step -> forEachInScope(step.deletions(), item -> keep(item, false)));
                redoSteps = new ArrayList<>();
            }
        });
    }

    public boolean undo() {
        isUndoing = true;
        try {
            return pop(undoSteps);
        } finally {
            isUndoing = false;
        }
    }

    public boolean redo() {
        isRedoing = true;
        try {
            return pop(redoSteps);
        } finally {
            isRedoing = false;
        }
    }

    private boolean pop(List<Step> steps) {
        boolean[] done = {false};
        store.transactions.run(this, true, () -> {
            while (!steps.isEmpty() && !done[0]) {
                done[0] = revert(steps.removeLast());
            }
        });
        return done[0];
    }

    private boolean revert(Step step) {
        List<Integer> toDelete = new ArrayList<>();
        new StructRanges(store).forEach(step.insertions(), struct -> {
            if (items.kind(struct) != Items.GC) {
                int item = items.isRedone(struct) ? latest(struct) : struct;
                if (items.kind(item) != Items.GC && !items.isDeleted(item) && isInScope(item)) {
                    toDelete.add(item);
                }
            }
        });
        Set<Integer> toRedo = new LinkedHashSet<>();
        forEachInScope(step.deletions(), item -> {
            if (!step.insertions().contains(items.client(item), items.clock(item))) {
                toRedo.add(item);
            }
        });
        boolean changed = false;
        Redo redo = new Redo(store, toRedo, this, step.insertions());
        for (int item : toRedo) {
            changed |= redo.redo(item, 0) != Items.NONE;
        }
        for (int i = toDelete.size() - 1; i >= 0; i--) {
            store.integration.delete(toDelete.get(i));
            changed = true;
        }
        return changed;
    }

    /** The copy of a copy and so on that stands for the beginning of an item now. */
    private int latest(int struct) {
        int item = struct;
        int offset = 0;
        while (items.kind(item) != Items.GC && items.isRedone(item)) {
            int[] id = store.redone(item);
            int clock = id[1] + offset;
            item = store.find(id[0], clock);
            offset = clock - items.clock(item);
        }
        if (offset > 0 && items.kind(item) != Items.GC) {
            item = store.cleanStart(items.client(item), items.clock(item) + offset);
        }
        return item;
    }

    /** Whether a step that may still be undone or redone deleted an id. */
    boolean deletes(int client, int clock) {
        for (Step step : undoSteps) {
            if (step.deletions().contains(client, clock)) {
                return true;
            }
        }
        for (Step step : redoSteps) {
            if (step.deletions().contains(client, clock)) {
                return true;
            }
        }
        return false;
    }
}
