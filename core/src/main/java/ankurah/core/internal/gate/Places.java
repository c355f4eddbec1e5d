package ankurah.core.internal.gate;

import ankurah.event.Hash256;
import ankurah.storage.Position;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the commits stand that a snapshot does not have: those of a group, and those that are shown over the snapshot. */
final class Places {
    private final @Nullable Over over;
    private final Map<Hash256, Position> staged = new HashMap<>();

    /** @param over null where nothing is shown over a snapshot */
    Places(@Nullable Over over) {
        this.over = over;
    }

    void put(Hash256 commit, Position position) {
        staged.put(commit, position);
    }

    boolean isStaged(Hash256 commit) {
        return staged.containsKey(commit);
    }

    boolean containsKey(Hash256 commit) {
        return get(commit) != null;
    }

    @Nullable
    Position get(Hash256 commit) {
        Position position = staged.get(commit);
        return position != null || over == null ? position : over.place(commit);
    }
}
