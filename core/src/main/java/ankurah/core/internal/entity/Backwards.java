package ankurah.core.internal.entity;

import ankurah.core.Catalog;
import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes the way of references backwards: from {@code artist.label.owner = 'ann'} to the labels that are ann's, to the artists that
 * refer to one of them, to a condition about the rows alone that all rows in question fulfil, {@code artist IN (...)}. Each of these
 * steps is a query that an index can answer, where looking at every row would not be.
 *
 * <p>What comes out admits more rows than the condition at most, so the condition is still to be tested. Where a step leads to
 * more than {@value #MOST} entities, or a property may hold something else than references, there is no such way.
 */
final class Backwards {
    private static final int MOST = 1_000;

    private final View view;
    private final String collection;

    Backwards(View view, String collection) {
        this.view = view;
        this.collection = collection;
    }

    /** Null if there is no way. */
    @Nullable
    Predicate of(Predicate where) {
        if (!References.mayFollow(Query.where(where), collection, view.catalog())) {
            return where;
        }
        return switch (where) {
            case Predicate.And and -> all(and.parts());
            case Predicate.Or or -> any(or.parts());
            case Predicate.Comparison c when c.operator() == Operator.EQ -> equal(c.left(), c.right());
            case Predicate.In in -> in.operand() instanceof Operand.Path path ? in(path, in.options()) : null;
            default -> null;
        };
    }

    /** One part is enough, and each more is better. */
    private @Nullable Predicate all(List<Predicate> parts) {
        Predicate all = null;
        for (Predicate part : parts) {
            Predicate one = of(part);
            if (one != null) {
                all = all == null ? one : all.and(one);
            }
        }
        return all;
    }

    private @Nullable Predicate any(List<Predicate> parts) {
        Predicate any = null;
        for (Predicate part : parts) {
            Predicate one = of(part);
            if (one == null) {
                return null;
            }
            any = any == null ? one : any.or(one);
        }
        return any;
    }

    private @Nullable Predicate equal(Operand left, Operand right) {
        if (left instanceof Operand.Path path) {
            return toOne(path, right);
        }
        return right instanceof Operand.Path path ? toOne(path, left) : null;
    }

    /** Behind IN a list would stand for its items. */
    private @Nullable Predicate toOne(Operand.Path path, Operand value) {
        return value instanceof Operand.Literal literal && literal.value().kind() != Value.Kind.LIST
                ? in(path, List.of(value))
                : null;
    }

    private @Nullable Predicate in(Operand.Path path, List<Operand> options) {
        List<Operand> values = new ArrayList<>();
        for (Operand option : options) {
            if (!(option instanceof Operand.Literal literal) || literal.value().kind() == Value.Kind.JSON) {
                return null;
            }
            if (literal.value() instanceof Value.List list) {
                list.items().forEach(item -> values.add(new Operand.Literal(item)));
            } else {
                values.add(literal);
            }
        }
        List<String> steps = path.steps();
        if (steps.size() < 2 || !refers(collection, steps.get(0))) {
            return null;
        }
        List<Operand> targets = targets(steps.subList(1, steps.size()), values);
        return targets == null ? null : among(steps.get(0), targets);
    }

    private static Predicate among(String property, List<Operand> values) {
        return values.isEmpty() ? Predicate.FALSE : new Predicate.In(Operand.Path.of(property), values);
    }

    /** The entities, of whatever collection, from which the steps lead to one of the values. */
    private @Nullable List<Operand> targets(List<String> steps, List<Operand> values) {
        String first = steps.get(0);
        if (first.equals(Names.ID)) {
            return steps.size() == 1 ? ids(values) : null;
        }
        List<Operand> wanted = values;
        if (steps.size() > 1) {
            wanted = targets(steps.subList(1, steps.size()), values);
        }
        if (wanted == null) {
            return null;
        }
        List<Operand> found = new ArrayList<>();
        for (String other : view.catalog().collections()) {
            if (view.catalog().property(other, first) == null) {
                continue;
            }
            if (steps.size() > 1 && !refers(other, first) || !collect(other, among(first, wanted), found)) {
                return null;
            }
        }
        return found;
    }

    private static List<Operand> ids(List<Operand> values) {
        return Lists.filter(
                values, value -> value instanceof Operand.Literal literal && literal.value() instanceof Value.Id);
    }

    /** False if there are too many. */
    private boolean collect(String other, Predicate where, List<Operand> found) {
        Query query = Query.where(where).withLimit(MOST + 1 - found.size());
        try (RowCursor rows = RowReader.plain(view, other, query, AllRows.FILTER)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                EntityId id = row.id();
                found.add(new Operand.Literal(Value.of(id)));
            }
        }
        return found.size() <= MOST;
    }

    /** Whether the property never held anything but references. */
    private boolean refers(String of, String name) {
        Catalog.Property property = view.catalog().property(of, name);
        if (property == null) {
            return false;
        }
        for (Value.Kind kind : property.kinds()) {
            if (kind != Value.Kind.ID && kind != Value.Kind.NULL) {
                return false;
            }
        }
        return property.kinds().contains(Value.Kind.ID);
    }
}
