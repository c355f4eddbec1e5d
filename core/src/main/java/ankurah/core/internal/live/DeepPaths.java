package ankurah.core.internal.live;

import ankurah.query.Matcher;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.storage.EntityState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The paths of a query that go on behind their property, into JSON, a list, or another entity.
 *
 * @param properties what they begin with
 * @param steps what else they name, which are properties of other entities if they lead there
 */
record DeepPaths(List<String> properties, List<String> steps) {
    private static final DeepPaths NONE = new DeepPaths(List.of(), List.of());

    static DeepPaths of(Matcher matcher, List<OrderBy> columns) {
        Set<String> properties = new LinkedHashSet<>();
        Set<String> steps = new LinkedHashSet<>();
        matcher.paths().forEach(path -> add(path, properties, steps));
        columns.forEach(column -> add(column.path(), properties, steps));
        return properties.isEmpty() ? NONE : new DeepPaths(List.copyOf(properties), List.copyOf(steps));
    }

    private static void add(Operand.Path path, Set<String> properties, Set<String> steps) {
        if (!path.isProperty()) {
            properties.add(path.property());
            steps.addAll(path.steps().subList(1, path.steps().size()));
        }
    }

    boolean isEmpty() {
        return properties.isEmpty();
    }

    /** Whether paths that lead to this entity may read something else than before. */
    boolean differ(EntityState before, EntityState after) {
        for (String step : steps) {
            if (!before.get(step).equals(after.get(step))) {
                return true;
            }
        }
        return false;
    }
}
