package ankurah.core.internal.live;

import ankurah.core.ChangeSet;
import ankurah.core.ResultSet;
import ankurah.core.internal.entity.Root;
import org.jspecify.annotations.Nullable;

/** A change on its way to one listener, in a list of such. Holds its root until it was delivered or dropped. */
final class Delivery {
    final Subscriber to;
    /** The result that the change begins with. */
    final ResultSet before;

    final ChangeSet change;
    final Root root;

    @Nullable
    Delivery previous;

    @Nullable
    Delivery next;

    Delivery(Subscriber to, ResultSet before, ChangeSet change, Root root) {
        this.to = to;
        this.before = before;
        this.change = change;
        this.root = root;
    }
}
