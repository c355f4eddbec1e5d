package ankurah.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction did to one text.
 *
 * @param text the text, already changed
 * @param delta the way from the text before to the text now
 * @param origin what the transaction was begun with
 * @param local whether the change was made here, not applied from an update
 */
public record TextEvent(
        SharedText text, List<TextDelta> delta, @Nullable Object origin, boolean local) {
    public TextEvent {
        delta = List.copyOf(delta);
    }

    /** Told of each transaction that changed a text, after it ended. It may edit the document. */
    @FunctionalInterface
    public interface Listener {
        void onChange(TextEvent event);
    }
}
