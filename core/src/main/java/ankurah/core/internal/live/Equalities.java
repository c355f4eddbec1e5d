package ankurah.core.internal.live;

import ankurah.core.internal.entity.Changed;
import ankurah.event.Value;
import ankurah.query.Literals;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.Predicate;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one collection, filed by the constant that one of their properties must equal, so that a commit meets
 * only those whose constant a changed row has, or had. The others are met by every commit.
 */
final class Equalities {
    private final Map<String, TreeMap<Value, Set<Window>>> byProperty = new HashMap<>();
    private final Set<Window> others = new LinkedHashSet<>();

    /** What hears of the windows. */
    interface Visitor {
        void visit(Window window);
    }

    /** @param values what the property must be one of, as compared */
    private record Constant(String property, List<Value> values) {}

    void add(Window window, Predicate where) {
        Constant constant = constant(where);
        if (constant == null) {
            others.add(window);
            return;
        }
        TreeMap<Value, Set<Window>> filed = byProperty.computeIfAbsent(constant.property, name -> new TreeMap<>());
        for (Value value : constant.values) {
            filed.computeIfAbsent(value, v -> new LinkedHashSet<>()).add(window);
        }
    }

    void remove(Window window, Predicate where) {
        others.remove(window);
        Constant constant = constant(where);
        TreeMap<Value, Set<Window>> filed = constant == null ? null : byProperty.get(constant.property);
        if (constant == null || filed == null) {
            return;
        }
        for (Value value : constant.values) {
            Set<Window> windows = filed.get(value);
            if (windows != null && windows.remove(window) && windows.isEmpty()) {
                filed.remove(value);
            }
        }
        if (filed.isEmpty()) {
            byProperty.remove(constant.property);
        }
    }

    boolean isEmpty() {
        return others.isEmpty() && byProperty.isEmpty();
    }

    void addAllTo(Collection<Window> all) {
        Set<Window> filed = new LinkedHashSet<>(others);
        byProperty.values().forEach(values -> values.values().forEach(filed::addAll));
        all.addAll(filed);
    }

    /** Visits each window at most once. */
    void forEachConcerned(Changed change, Visitor visitor) {
        others.forEach(visitor::visit);
        if (byProperty.isEmpty()) {
            return;
        }
        Set<Window> concerned = new LinkedHashSet<>();
        byProperty.forEach((property, filed) -> {
            addFiled(change.before(), property, filed, concerned);
            addFiled(change.after(), property, filed, concerned);
        });
        concerned.forEach(visitor::visit);
    }

    private static void addFiled(
            @Nullable EntityState state, String property, Map<Value, Set<Window>> filed, Set<Window> concerned) {
        if (state == null) {
            return;
        }
        Set<Window> windows = filed.get(Literals.compared(state.get(property)));
        if (windows != null) {
            concerned.addAll(windows);
        }
    }

    /** The first equality that every row must fulfil. */
    private static @Nullable Constant constant(Predicate where) {
        if (where instanceof Predicate.And and) {
            for (Predicate part : and.parts()) {
                Constant constant = constant(part);
                if (constant != null) {
                    return constant;
                }
            }
            return null;
        }
        if (!(where instanceof Predicate.Comparison comparison) || comparison.operator() != Operator.EQ) {
            return null;
        }
        Constant constant = constant(comparison.left(), comparison.right());
        return constant != null ? constant : constant(comparison.right(), comparison.left());
    }

    private static @Nullable Constant constant(Operand property, Operand literal) {
        if (!(property instanceof Operand.Path path) || !(literal instanceof Operand.Literal known)) {
            return null;
        }
        if (!path.isProperty() || known.value().isNull()) {
            return null;
        }
        return new Constant(path.property(), new ArrayList<>(Literals.candidates(known.value())));
    }
}
