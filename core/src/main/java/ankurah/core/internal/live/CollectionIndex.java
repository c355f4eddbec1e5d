package ankurah.core.internal.live;

import ankurah.core.EntityLookup;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.event.Value;
import ankurah.query.Evaluator;
import ankurah.query.Interval;
import ankurah.query.Operand;
import ankurah.query.Row;
import ankurah.storage.EntityState;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of one collection, each filed where all rows that may belong to it are found: under intervals of the value
 * of some path, or with those that every commit meets. A change concerns a feed if the row belonged to it before or
 * does so afterwards, so the feeds to meet are those that the row's values before and after it lead to.
 */
final class CollectionIndex {
    private final Map<Operand.Path, IntervalTree> trees = new LinkedHashMap<>();
    private final Set<Feed> others = new LinkedHashSet<>();
    private int size;
    private long visits;

    /** @param choices as from {@link Filings} */
    void add(Feed feed, List<Filing> choices) {
        Filing filing = Filings.cheapest(choices, this::countAt);
        feed.filing = filing;
        feed.visit = 0;
        size++;
        if (filing.everywhere()) {
            others.add(feed);
        }
        filing.slots().forEach(slot -> add(feed, slot));
    }

    private void add(Feed feed, Filing.Slot slot) {
        IntervalTree tree = trees.computeIfAbsent(slot.path(), path -> new IntervalTree());
        slot.intervals().forEach(interval -> tree.add(interval, feed));
    }

    /** @param filing where {@link #add} has put it */
    void remove(Feed feed, Filing filing) {
        size--;
        others.remove(feed);
        filing.slots().forEach(slot -> remove(feed, slot));
        feed.filing = null;
    }

    private void remove(Feed feed, Filing.Slot slot) {
        IntervalTree tree = trees.get(slot.path());
        if (tree != null) {
            slot.intervals().forEach(interval -> tree.remove(interval, feed));
            if (tree.isEmpty()) {
                trees.remove(slot.path());
            }
        }
    }

    private int countAt(Operand.Path path, Interval interval) {
        IntervalTree tree = trees.get(path);
        return tree == null ? 0 : tree.countAt(interval);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * Visits each feed at most once, and at least those that the row belonged to or belongs to, going by its values.
     *
     * @param earlier where the row led before the change, and {@code later} where it leads after it, for paths through
     *     references
     */
    void forEachConcerned(Changed change, EntityLookup earlier, EntityLookup later, Crowd.Visitor visitor) {
        others.forEach(visitor::visit);
        if (trees.isEmpty()) {
            return;
        }
        Row before = visible(change.before(), earlier);
        Row after = visible(change.after(), later);
        long visit = ++visits;
        Crowd.Visitor once = feed -> {
            if (feed.visit != visit) {
                feed.visit = visit;
                visitor.visit(feed);
            }
        };
        trees.forEach((path, tree) -> {
            Value old = before == null ? null : Evaluator.value(path, before);
            Value now = after == null ? null : Evaluator.value(path, after);
            if (old != null) {
                tree.forEachAt(old, once);
            }
            if (now != null && (old == null || now.compareTo(old) != 0)) {
                tree.forEachAt(now, once);
            }
        });
    }

    /** A deleted row belongs to nothing. */
    private static @Nullable Row visible(@Nullable EntityState state, EntityLookup others) {
        return state == null || state.isDeleted() ? null : new FollowingRow(state, others, AllRows.FILTER);
    }
}
