package ankurah.core.internal.live;

import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import ankurah.event.Commit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every publication, after the windows have heard of it, under the same conditions as a {@link WindowListener}.
 */
@FunctionalInterface
public interface CommitTap {
    /**
     * @param root the new root, whose position the publication has; held during the call
     * @param commit the commit that was logged at that position; null when the root changed otherwise, or several commits
     *     led to it
     * @param changes one for each entity that the publication touched
     */
    void onCommit(Root root, @Nullable Commit commit, List<Changed> changes);
}
