package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.query.internal.Operands;
import ankurah.query.internal.Restrictor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a predicate implies about single properties: every row that fulfils it has, in each restricted property, a value
 * (in the form of {@link Literals#compared}) that lies in one of the intervals. Not every such row fulfils it, so the
 * predicate is still to be evaluated. Paths behind a property imply nothing here.
 */
public final class Restrictions {
    private static final Restrictions NOTHING = new Restrictions(Map.of(), false);
    private static final Restrictions IMPOSSIBLE = new Restrictions(Map.of(), true);

    private final Map<String, List<Interval>> intervals;
    private final boolean impossible;

    private Restrictions(Map<String, List<Interval>> intervals, boolean impossible) {
        this.intervals = intervals;
        this.impossible = impossible;
    }

    /**
     * What the predicate implies.
     *
     * @throws AnkurahException.Invalid {@code query.unbound} when a parameter has no value
     */
    public static Restrictions of(Predicate bound) {
        Operands.requireBound(bound);
        @Nullable Map<String, List<Interval>> implied = Restrictor.of(bound);
        if (implied == null) {
            return IMPOSSIBLE;
        }
        return implied.isEmpty() ? NOTHING : new Restrictions(new TreeMap<>(implied), false);
    }

    /** Whether no row can fulfil the predicate. */
    public boolean isImpossible() {
        return impossible;
    }

    /** The restricted properties; {@code id} among them when the row's own id is. */
    public Set<String> properties() {
        return Collections.unmodifiableSet(intervals.keySet());
    }

    /**
     * Where the values of the property lie: disjoint, in ascending order; {@link Interval#ALL} alone when the property is
     * not restricted, none when the predicate is impossible.
     */
    public List<Interval> on(String property) {
        return impossible ? List.of() : intervals.getOrDefault(property, List.of(Interval.ALL));
    }

    @Override
    public String toString() {
        return impossible ? "impossible" : intervals.toString();
    }
}
