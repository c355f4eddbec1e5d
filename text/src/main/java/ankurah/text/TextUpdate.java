package ankurah.text;

import org.jspecify.annotations.Nullable;

/**
 * What one transaction did to a document, for sending on.
 *
 * @param bytes the update, version 1; whoever applies it has the change too
 * @param origin what the transaction was begun with
 * @param local whether the change was made here, not applied from an update
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not kept
public record TextUpdate(byte[] bytes, @Nullable Object origin, boolean local) {
    /** Told of each transaction that changed a document, after it ended. It may edit the document. */
    @FunctionalInterface
    public interface Listener {
        void onUpdate(TextUpdate update);
    }
}
