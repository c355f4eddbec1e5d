package ankurah.core.internal.live;

import ankurah.core.ChangeSet;
import ankurah.core.ResultSet;
import ankurah.core.internal.entity.Root;

/**
 * Hears what changes in a window, in the middle of publication: in commit order, before the next commit, at most once a
 * commit. Must be quick, must not suspend, and must not use the reactor.
 */
@FunctionalInterface
public interface WindowListener {
    /** @param root held during the call */
    void onChange(ResultSet before, ChangeSet change, Root root);

    /** The window has failed, and its rows are no longer kept current. */
    default void onFailure() {}
}
