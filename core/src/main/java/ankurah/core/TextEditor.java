package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.text.TextDelta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that somebody is typing into. Edits show here at once and are committed together a little later; what others write
 * is worked in as it comes. A keystroke costs the same however long the text is, and a commit what was typed since the last.
 *
 * <p>May be used by several threads. Listeners hear of others' changes on the node's {@link Dispatcher}; in a user interface
 * let that be the thread that also edits, so that deltas fit what is shown.
 *
 * <p>Of a text with elements listeners hear only when elements come or go, not what is written in them; follow its property
 * by a live query.
 *
 * <p>If a commit is refused, what was typed is lost with it: the text is read anew and listeners are told so.
 */
public interface TextEditor extends TextEdit, AutoCloseable {
    EntityId entity();

    String property();

    /**
     * What happened to the text that its user did not do.
     *
     * @param delta from the text before to the text now
     * @param reset whether the text was read anew, after a refusal or when too much had happened
     * @param reason what was refused; null if nothing was
     */
    record Change(
            List<TextDelta> delta, boolean reset, @Nullable AnkurahException reason) {
        public Change {
            delta = List.copyOf(delta);
        }
    }

    /** Told of each change that its user did not make. */
    @FunctionalInterface
    interface Listener {
        void onChange(Change change);
    }

    /** Closing what it gives ends it. */
    TextEditorSubscription subscribe(Listener listener);

    /** Whether something was typed that is in no commit yet. */
    boolean isEdited();

    /**
     * Commits what was typed since the last commit, now.
     *
     * @return of the last commit, to wait for what becomes of it; of none if nothing was ever typed
     * @throws AnkurahException why it cannot be committed. If it is {@linkplain AnkurahException#retryable retryable}, what
     *     was typed is kept and tried again
     */
    Receipt<@Nullable Void> flush();

    /** Commits what was typed, and ends following. May be called again. */
    @Override
    void close();
}
