package ankurah.core.internal.entity;

import ankurah.core.Catalog;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.List;

/**
 * Whether the answer of a query may depend on other entities: a path goes on behind a property that has held an id, or a
 * list that may hold ids. A path into JSON cannot, for JSON holds none.
 */
public final class References {
    private References() {}

    public static boolean mayFollow(Query query, String collection, Catalog catalog) {
        for (OrderBy column : query.orderBy()) {
            if (mayFollow(column.path(), collection, catalog)) {
                return true;
            }
        }
        return mayFollow(query.where(), collection, catalog);
    }

    private static boolean mayFollow(Predicate predicate, String collection, Catalog catalog) {
        return switch (predicate) {
            case Predicate.Constant c -> false;
            case Predicate.Comparison c ->
                mayFollow(c.left(), collection, catalog) || mayFollow(c.right(), collection, catalog);
            case Predicate.In in ->
                mayFollow(in.operand(), collection, catalog) || anyOperand(in.options(), collection, catalog);
            case Predicate.Between between ->
                mayFollow(between.operand(), collection, catalog)
                        || mayFollow(between.low(), collection, catalog)
                        || mayFollow(between.high(), collection, catalog);
            case Predicate.Like like ->
                mayFollow(like.operand(), collection, catalog) || mayFollow(like.pattern(), collection, catalog);
            case Predicate.IsNull isNull -> mayFollow(isNull.operand(), collection, catalog);
            case Predicate.And and -> anyPart(and.parts(), collection, catalog);
            case Predicate.Or or -> anyPart(or.parts(), collection, catalog);
            case Predicate.Not not -> mayFollow(not.part(), collection, catalog);
        };
    }

    private static boolean anyPart(List<Predicate> parts, String collection, Catalog catalog) {
        for (Predicate part : parts) {
            if (mayFollow(part, collection, catalog)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyOperand(List<Operand> operands, String collection, Catalog catalog) {
        for (Operand operand : operands) {
            if (mayFollow(operand, collection, catalog)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayFollow(Operand operand, String collection, Catalog catalog) {
        if (!(operand instanceof Operand.Path path) || path.isProperty()) {
            return false;
        }
        return mayRefer(collection, path.property(), catalog);
    }

    /** Whether a path that goes on behind the property may lead to other entities. */
    public static boolean mayRefer(String collection, String name, Catalog catalog) {
        if (name.equals(Names.ID)) {
            return true;
        }
        Catalog.Property property = catalog.property(collection, name);
        return property != null
                && (property.kinds().contains(Value.Kind.ID) || property.kinds().contains(Value.Kind.LIST));
    }
}
