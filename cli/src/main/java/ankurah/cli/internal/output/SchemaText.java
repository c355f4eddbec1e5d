package ankurah.cli.internal.output;

import ankurah.core.Catalog;
import ankurah.core.Schema;
import ankurah.event.Value;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A schema for people, and as the JSON that {@code schema diff} reads. */
public final class SchemaText {
    public static final String FORMAT = "ankurah-schema-1";

    private SchemaText() {}

    /** Each collection with its properties in columns: name, kinds, data type. */
    public static void table(Schema schema, Output out) {
        for (String collection : schema.catalog().collections()) {
            out.line(collection);
            List<Catalog.Property> properties =
                    List.copyOf(schema.catalog().properties(collection).values());
            int names = width(properties.stream().map(Catalog.Property::name).toList());
            int kinds = width(
                    properties.stream().map(property -> kinds(property.kinds())).toList());
            for (Catalog.Property property : properties) {
                out.line("  " + padded(property.name(), names) + "  " + padded(kinds(property.kinds()), kinds) + "  "
                        + property.dataType());
            }
            schema.indexes().stream()
                    .filter(index -> index.spec().collection().equals(collection))
                    .forEach(index -> out.line("  " + index));
        }
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** As {@code int, decimal}. */
    public static String kinds(Set<Value.Kind> kinds) {
        return kinds.stream().map(SchemaText::kind).collect(Collectors.joining(", "));
    }

    private static String kind(Value.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** One object, a collection and an index a line, so that saved ones are compared easily by any other tool. */
    public static String json(Schema schema) {
        List<String> collections = new ArrayList<>();
        for (String collection : schema.catalog().collections()) {
            String properties = schema.catalog().properties(collection).values().stream()
                    .map(SchemaText::json)
                    .collect(Collectors.joining(","));
            collections.add(RowText.quote(collection) + ":{" + properties + "}");
        }
        List<String> indexes = schema.indexes().stream().map(SchemaText::json).toList();
        return "{\"format\":\"" + FORMAT + "\",\n\"collections\":{" + lines(collections) + "},\n\"indexes\":["
                + lines(indexes) + "]}";
    }

    private static String lines(List<String> items) {
        return items.isEmpty() ? "" : "\n" + String.join(",\n", items) + "\n";
    }

    private static String json(Catalog.Property property) {
        String kinds =
                property.kinds().stream().map(kind -> RowText.quote(kind(kind))).collect(Collectors.joining(","));
        return RowText.quote(property.name()) + ":{\"dataType\":" + RowText.quote(property.dataType()) + ",\"kinds\":["
                + kinds + "]}";
    }

    /** One index. */
    public static String json(IndexStatus index) {
        String columns = columns(index.spec());
        return "{\"collection\":" + RowText.quote(index.spec().collection()) + ",\"columns\":" + RowText.quote(columns)
                + ",\"declared\":" + index.declared() + ",\"state\":\""
                + index.phase().name().toLowerCase(Locale.ROOT) + "\"}";
    }

    /** As {@code artist, year DESC}. */
    private static String columns(IndexSpec spec) {
        String text = spec.toString();
        return text.substring(spec.collection().length() + " (".length(), text.length() - 1);
    }
}
