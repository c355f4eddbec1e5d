package ankurah.core.internal.live;

import ankurah.core.ResultSet;
import ankurah.signals.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Brings a derivation forward from the rows it saw last to those there are. Any thread may do so at any time, from any
 * rows to any others: what is kept never changes, and who loses a race has only worked in vain.
 */
final class Following<S> {
    private final Signal<ResultSet> upstream;
    private final Derivation<S> derivation;
    private volatile @Nullable Kept<S> kept;

    private record Kept<S>(Rows rows, S value) {}

    Following(Signal<ResultSet> upstream, Derivation<S> derivation) {
        this.upstream = upstream;
        this.derivation = derivation;
    }

    S value() {
        Rows now = (Rows) upstream.get();
        Kept<S> last = kept;
        if (last != null && last.rows.equals(now)) {
            return last.value;
        }
        S value = last != null && RowChanges.areComparable(last.rows, now)
                ? derivation.next(last.value, last.rows, now)
                : fresh(now);
        kept = new Kept<>(now, value);
        return value;
    }

    private S fresh(Rows now) {
        Rows none = new Rows(
                ankurah.storage.tree.PersistentMap.empty(now.sorted().order()),
                Held.none(Held.BY_ID).keys(),
                0);
        return derivation.next(derivation.empty(none), none, now);
    }
}
