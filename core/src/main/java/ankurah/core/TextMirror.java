package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import org.jspecify.annotations.Nullable;

/**
 * A text that is edited in a Yjs document somewhere else, such as that of an editor in a page. The document has the texts of
 * the entity under the names of their properties; what is done in it to the one that is mirrored is committed, and what
 * others write comes as updates. All updates are of Yjs, version 1.
 *
 * <p>If a commit is refused, what was written upon it has no ground: the document is to be replaced by another one, under
 * another client id.
 */
public interface TextMirror extends AutoCloseable {
    EntityId entity();

    String property();

    /** The client id that the document has to write under, from 0 to 2^53 - 1. */
    long client();

    /** The whole document as it now is. */
    byte[] document();

    /**
     * Takes what was done in the document. It is committed a little later, together with what follows at once.
     *
     * @throws AnkurahException.Conflict {@code text.mirror_stale} if it was done under another client id, such as that of a
     *     document that has been replaced
     * @throws AnkurahException.Invalid {@code text.malformed} for bytes that are no update
     */
    void apply(byte[] update);

    /** Whether something was done that is in no commit yet. */
    boolean isEdited();

    /** See {@link TextEditor#flush}. */
    Receipt<@Nullable Void> flush();

    /** Commits what was done, and ends following. May be called again. */
    @Override
    void close();

    /** Told of what was not done in the document, on the node's dispatcher. */
    interface Listener {
        /** To be applied to the document. It may have some of it already. */
        void updated(byte[] update);

        /**
         * The document has lost its ground: another one is to be made.
         *
         * @param client the client id of the new one
         * @param document what it begins with
         * @param reason what was refused; null if that is not known here
         */
        void replaced(long client, byte[] document, @Nullable AnkurahException reason);
    }
}
