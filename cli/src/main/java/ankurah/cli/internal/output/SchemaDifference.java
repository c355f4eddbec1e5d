package ankurah.cli.internal.output;

import ankurah.core.Catalog;
import ankurah.core.Schema;
import ankurah.event.Value;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two schemas, in words. Whether a property was ever cleared is no difference, and neither are indexes
 * that were made on demand, nor how far an index is.
 */
public final class SchemaDifference {
    private final Schema first;
    private final Schema second;
    private final List<String> lines = new ArrayList<>();

    private SchemaDifference(Schema first, Schema second) {
        this.first = first;
        this.second = second;
    }

    /** Nothing if they are the same. */
    public static List<String> between(Schema first, Schema second) {
        SchemaDifference difference = new SchemaDifference(first, second);
        difference.compare();
        return difference.lines;
    }

    private void compare() {
        Set<String> collections = new TreeSet<>(first.catalog().collections());
        collections.addAll(second.catalog().collections());
        for (String collection : collections) {
            if (!onlyInOne(
                    "collection '" + collection + "'",
                    first.catalog().contains(collection),
                    second.catalog().contains(collection))) {
                compare(
                        collection,
                        first.catalog().properties(collection),
                        second.catalog().properties(collection));
            }
        }
        Set<IndexSpec> its = declared(first);
        Set<IndexSpec> others = declared(second);
        Set<IndexSpec> all = new TreeSet<>(its);
        all.addAll(others);
        for (IndexSpec index : all) {
            boolean _ = onlyInOne("index on " + index, its.contains(index), others.contains(index));
        }
    }

    private void compare(
            String collection, SortedMap<String, Catalog.Property> its, SortedMap<String, Catalog.Property> others) {
        Set<String> names = new TreeSet<>(its.keySet());
        names.addAll(others.keySet());
        for (String name : names) {
            String what = "property '" + name + "' of '" + collection + "'";
            Catalog.@Nullable Property one = its.get(name);
            Catalog.@Nullable Property other = others.get(name);
            if (one == null || other == null) {
                boolean _ = onlyInOne(what, one != null, other != null);
            } else {
                compare(what, one, other);
            }
        }
    }

    private void compare(String what, Catalog.Property one, Catalog.Property other) {
        if (!one.dataType().equals(other.dataType())) {
            lines.add(what + " is of the data type " + one.dataType() + " in A, of " + other.dataType() + " in B");
        }
        Set<Value.Kind> its = kinds(one);
        Set<Value.Kind> others = kinds(other);
        if (!its.equals(others)) {
            lines.add(what + " holds " + shown(its) + " in A, " + shown(others) + " in B");
        }
    }

    private static String shown(Set<Value.Kind> kinds) {
        return kinds.isEmpty() ? "nothing" : SchemaText.kinds(kinds);
    }

    private static Set<Value.Kind> kinds(Catalog.Property property) {
        Set<Value.Kind> kinds = EnumSet.noneOf(Value.Kind.class);
        kinds.addAll(property.kinds());
        kinds.remove(Value.Kind.NULL);
        return kinds;
    }

    private static Set<IndexSpec> declared(Schema schema) {
        return schema.indexes().stream()
                .filter(index -> index.declared() && index.phase() != IndexStatus.Phase.DROPPING)
                .map(IndexStatus::spec)
                .collect(Collectors.toSet());
    }

    private boolean onlyInOne(String what, boolean inFirst, boolean inSecond) {
        if (inFirst != inSecond) {
            lines.add(what + " is only in " + (inFirst ? "A" : "B"));
        }
        return inFirst != inSecond;
    }
}
