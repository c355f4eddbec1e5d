package ankurah.core.internal.live;

import ankurah.core.internal.entity.Changed;
import java.util.ArrayList;
import java.util.List;

/** What a publication has in store for one feed. */
final class Concern {
    /** Rows of the feed's collection. */
    final List<Changed> rows = new ArrayList<>(1);
    /** Entities that the feed's references lead to, or may lead to. */
    final List<Changed> targets = new ArrayList<>(0);
}
