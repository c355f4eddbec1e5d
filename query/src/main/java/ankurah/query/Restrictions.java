package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.query.internal.Exact;
import ankurah.query.internal.Operands;
import ankurah.query.internal.Restrictor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a predicate implies about single paths: every row that fulfils it has, at each restricted path, a value (in the
 * form of {@link Literals#compared}) that lies in one of the intervals. Unless it is {@link #isExact exact} not every such
 * row fulfils it, so the predicate is still to be evaluated.
 */
public final class Restrictions {
    private static final Restrictions NOTHING = new Restrictions(new TreeMap<>(), Map.of(), false, true);
    private static final Restrictions IMPOSSIBLE = new Restrictions(new TreeMap<>(), Map.of(), true, true);

    private final SortedMap<String, List<Interval>> properties;
    private final Map<Operand.Path, List<Interval>> paths;
    private final boolean impossible;
    private final boolean exact;

    private Restrictions(
            SortedMap<String, List<Interval>> properties,
            Map<Operand.Path, List<Interval>> paths,
            boolean impossible,
            boolean exact) {
        this.properties = properties;
        this.paths = paths;
        this.impossible = impossible;
        this.exact = exact;
    }

    /**
     * What the predicate implies.
     *
     * @throws AnkurahException.Invalid {@code query.unbound} when a parameter has no value
     */
    public static Restrictions of(Predicate bound) {
        Operands.requireBound(bound);
        @Nullable Map<Operand.Path, List<Interval>> implied = Restrictor.of(bound);
        if (implied == null) {
            return IMPOSSIBLE;
        }
        boolean exact = Exact.of(bound);
        if (implied.isEmpty() && exact) {
            return NOTHING;
        }
        SortedMap<String, List<Interval>> properties = new TreeMap<>();
        implied.forEach((path, intervals) -> {
            if (path.isProperty()) {
                properties.put(path.property(), intervals);
            }
        });
        return new Restrictions(properties, implied, false, exact);
    }

    /** Whether no row can fulfil the predicate. */
    public boolean isImpossible() {
        return impossible;
    }

    /**
     * Whether a row fulfils the predicate exactly when all its restricted values lie in their intervals, so that nothing is
     * left to evaluate.
     */
    public boolean isExact() {
        return exact;
    }

    /** The restricted properties; {@code id} among them when the row's own id is. */
    public Set<String> properties() {
        return Collections.unmodifiableSet(properties.keySet());
    }

    /** The restricted paths: the properties, and ways into JSON, lists and other rows. In no particular order. */
    public Set<Operand.Path> paths() {
        return Collections.unmodifiableSet(paths.keySet());
    }

    /**
     * Where the values of the property lie: disjoint, in ascending order; {@link Interval#ALL} alone when the property is
     * not restricted, none when the predicate is impossible.
     */
    public List<Interval> on(String property) {
        return impossible ? List.of() : properties.getOrDefault(property, List.of(Interval.ALL));
    }

    /** The same for any path. */
    public List<Interval> on(Operand.Path path) {
        return impossible ? List.of() : paths.getOrDefault(path, List.of(Interval.ALL));
    }

    @Override
    public String toString() {
        return impossible ? "impossible" : paths.toString();
    }
}
