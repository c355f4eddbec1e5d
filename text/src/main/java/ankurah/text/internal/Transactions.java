package ankurah.text.internal;

import ankurah.text.TextEvent;
import ankurah.text.TextUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions. When the outermost body has ended, each transaction, in order, tells the listeners of the texts, then
 * undo, then looks for redundant formats, forgets what was deleted, merges structs, and tells the listeners of the document.
 * A listener may begin another transaction: its body runs at once, the rest when its turn comes.
 */
public final class Transactions {
    private final Store store;
    private final Merging merging;
    private final List<Transaction> open = new ArrayList<>();
    private @Nullable Transaction current;

    private List<TextUpdate.Listener> listeners = List.of();
    private List<UndoLog> undoLogs = List.of();

    /** What a listener threw, to be thrown when all is done. */
    private @Nullable Throwable failure;

    Transactions(Store store) {
        this.store = store;
        merging = new Merging(store);
    }

    /** The transaction under way. */
    Transaction current() {
        return Objects.requireNonNull(current);
    }

    boolean isIdle() {
        return open.isEmpty();
    }

    public void run(@Nullable Object origin, boolean local, Runnable body) {
        if (current != null) {
            body.run();
            return;
        }
        begin(origin, local);
        try {
            body.run();
        } finally {
            end();
        }
    }

    /** Begins a transaction if none is under way, and says whether it did; then {@link #end} must follow. */
    boolean begin(@Nullable Object origin, boolean local) {
        if (current != null) {
            return false;
        }
        Transaction transaction = new Transaction(store.clients, origin, local);
        current = transaction;
        open.add(transaction);
        return true;
    }

    void end() {
        boolean outermost = open.getFirst() == current;
        current = null;
        if (outermost) {
            finishAll();
        }
    }

    private void finishAll() {
        for (int i = 0; i < open.size(); i++) {
            finish(open.get(i));
        }
        open.clear();
        store.compact();
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    private void finish(Transaction transaction) {
        transaction.end();
        tellTexts(transaction);
        for (UndoLog log : undoLogs) {
            log.follow(transaction);
        }
        if (transaction.needsFormatCleanup) {
            new FormatCleanup(store).after(transaction);
        }
        merging.after(transaction);
        if (!listeners.isEmpty() && !transaction.isEmpty()) {
            byte[] bytes = new Encoder(store).transaction(transaction);
            TextUpdate update = new TextUpdate(bytes, transaction.origin, transaction.local);
            for (TextUpdate.Listener listener : listeners) {
                guard(() -> listener.onUpdate(update));
            }
        }
    }

    private void tellTexts(Transaction transaction) {
        List<Runnable> calls = new ArrayList<>();
        for (Branch branch : transaction.changed) {
            if (branch.item != Items.NONE && store.items.isDeleted(branch.item)) {
                continue;
            }
            if (!store.isReplica && !transaction.local && branch.isText() && branch.hasFormatting) {
                transaction.needsFormatCleanup = true;
            }
            if (branch.text != null && !branch.listeners.isEmpty()) {
                List<TextEvent.Listener> toTell = branch.listeners;
                TextEvent event = new TextEvent(
                        branch.text, new Deltas(store).of(branch, transaction), transaction.origin, transaction.local);
                calls.add(() -> toTell.forEach(listener -> guard(() -> listener.onChange(event))));
            }
        }
        calls.forEach(Runnable::run);
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error thrown) {
            if (failure == null) {
                failure = thrown;
            }
        }
    }

    public void add(TextUpdate.Listener listener) {
        List<TextUpdate.Listener> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = more;
    }

    public void remove(TextUpdate.Listener listener) {
        List<TextUpdate.Listener> fewer = new ArrayList<>(listeners);
        fewer.remove(listener);
        listeners = fewer;
    }

    void add(UndoLog log) {
        List<UndoLog> more = new ArrayList<>(undoLogs);
        more.add(log);
        undoLogs = more;
    }

    void remove(UndoLog log) {
        List<UndoLog> fewer = new ArrayList<>(undoLogs);
        fewer.remove(log);
        undoLogs = fewer;
    }
}
