package ankurah.core.internal.type;

import ankurah.core.type.Handoff;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The working copies that states of a node hold, bounded in bytes: beyond that, those that were not used for longest go. */
final class WorkingCopies {
    static final long MOST_BYTES = 64L << 20;

    private final long mostBytes;
    /** The oldest first. */
    private final Map<Handoff<?>, Boolean> copies = new LinkedHashMap<>();

    private long bytes;

    WorkingCopies(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A state followed another; each with its copy, if it has one. The newest copy stays, however large. */
    synchronized void follow(@Nullable Handoff<?> before, @Nullable Handoff<?> after) {
        if (before != null && !before.isHeld() && copies.remove(before) != null) {
            bytes -= before.bytes();
        }
        if (after == null || !after.isHeld() || copies.put(after, true) != null) {
            return;
        }
        bytes += after.bytes();
        Iterator<Handoff<?>> oldest = copies.keySet().iterator();
        while (bytes > mostBytes && copies.size() > 1) {
            Handoff<?> gone = oldest.next();
            oldest.remove();
            bytes -= gone.bytes();
            Object unused = gone.take();
        }
    }
}
