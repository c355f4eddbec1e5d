package ankurah.processor.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.model.Index;
import ankurah.query.AnkQl;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads the indexes of a record, each as the columns of an ORDER BY. */
final class IndexReader {
    private static final int PREFIX = "ORDER BY ".length();

    private final Map<String, PropertySpec> properties = new HashMap<>();
    private final Problems problems;
    private final Set<String> read = new java.util.LinkedHashSet<>();

    IndexReader(List<PropertySpec> properties, Problems problems) {
        properties.forEach(property -> this.properties.put(property.name(), property));
        this.problems = problems;
    }

    List<String> read(TypeElement record) {
        for (RecordComponentElement component : record.getRecordComponents()) {
            AnnotationMirror index = Annotations.find(component, Index.class);
            if (index != null) {
                readComponent(component, index);
            }
        }
        AnnotationMirror one = Annotations.find(record, Index.class);
        if (one != null) {
            readRecord(record, one);
        }
        AnnotationMirror several = Annotations.find(record, Index.All.class);
        if (several != null) {
            Annotations.list(several).forEach(index -> readRecord(record, (AnnotationMirror) index));
        }
        return List.copyOf(read);
    }

    private void readComponent(RecordComponentElement component, AnnotationMirror index) {
        String name = component.getSimpleName().toString();
        if (!Annotations.list(index).isEmpty()) {
            problems.at(
                    component, index, "on a component @Index stands alone; write an index of several on the record");
        } else {
            add(component, index, List.of(OrderBy.ascending(name)));
        }
    }

    private void readRecord(TypeElement record, AnnotationMirror index) {
        List<Object> columns = Annotations.list(index);
        if (columns.isEmpty()) {
            problems.at(record, index, "say of what the index is: @Index({\"artist\", \"year DESC\"})");
            return;
        }
        List<OrderBy> order = new ArrayList<>();
        for (Object column : columns) {
            OrderBy one = column(record, index, String.valueOf(column));
            if (one == null) {
                return;
            }
            order.add(one);
        }
        add(record, index, order);
    }

    private @Nullable OrderBy column(Element at, AnnotationMirror index, String text) {
        Query query;
        try {
            query = AnkQl.parse("ORDER BY " + text);
        } catch (AnkurahException.Invalid e) {
            problems.at(at, index, "'" + text + "' is no column of an index, such as year DESC");
            return null;
        }
        if (query.orderBy().size() != 1
                || query.limit() != null
                || !query.where().equals(Predicate.TRUE)) {
            problems.at(at, index, "'" + text + "' is not one column: write @Index({\"artist\", \"year DESC\"})");
            return null;
        }
        OrderBy column = query.orderBy().get(0);
        String fault = fault(column);
        if (fault != null) {
            problems.at(at, index, fault);
            return null;
        }
        return column;
    }

    private @Nullable String fault(OrderBy column) {
        Operand.Path path = column.path();
        PropertySpec property = properties.get(path.property());
        if (property == null) {
            return "there is no property '" + path.property() + "'; there are "
                    + String.join(", ", properties.keySet().stream().sorted().toList());
        }
        if (!path.isProperty() && property.type().kind() != Value.Kind.JSON) {
            return "'" + property.name() + "' is not JSON, so an index cannot lead into it";
        }
        if (column.nullsFirst() == column.descending()) {
            return "an index has nulls first, or last if it falls: take NULLS away";
        }
        return null;
    }

    private void add(Element at, AnnotationMirror index, List<OrderBy> order) {
        Set<Operand.Path> paths = new HashSet<>();
        for (OrderBy column : order) {
            if (!paths.add(column.path())) {
                problems.at(
                        at,
                        index,
                        "the index has '" + String.join(".", column.path().steps()) + "' twice");
                return;
            }
        }
        String columns = AnkQl.print(Query.ALL.withOrderBy(order)).substring(PREFIX);
        if (!read.add(columns)) {
            problems.at(at, index, "the index on " + columns + " stands here twice: take one away");
        }
    }
}
