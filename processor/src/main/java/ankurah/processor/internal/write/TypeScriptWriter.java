package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.PlainType;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.TypeSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the same model for TypeScript: the type of a row, the type that {@code create} takes, and the model itself, which
 * carries both types and is what queries begin with.
 */
final class TypeScriptWriter {
    private final ModelSpec model;
    private final String name;
    private final TreeSet<String> imports = new TreeSet<>();
    /** What each record inside of the model is called. */
    private final Map<ClassName, String> records = new LinkedHashMap<>();

    TypeScriptWriter(ModelSpec model) {
        this.model = model;
        this.name = model.names().model().simpleName();
    }

    String source() {
        imports.add("type Id");
        imports.add("model");
        List<TypeSpec.Nested> nested = NestedRecords.of(model);
        nested.forEach(
                record -> records.put(record.name(), freeName(record.name().simpleName())));
        StringBuilder body = new StringBuilder();
        row(body);
        creation(body);
        definition(body);
        nested.forEach(record -> record(body, record));
        return "// Written from " + model.names().model().qualified() + "; change that.\n" + "import { "
                + String.join(", ", imports) + " } from \"ankurah\";\n" + body;
    }

    private void row(StringBuilder out) {
        doc(out, model.doc(), "");
        out.append("export interface ").append(name).append(" {\n");
        out.append("  readonly id: ").append(id(model.names().collection())).append(";\n");
        for (PropertySpec property : model.properties()) {
            doc(out, property.doc(), "  ");
            out.append("  readonly ")
                    .append(property.name())
                    .append(": ")
                    .append(type(property))
                    .append(";\n");
        }
        out.append("}\n");
    }

    private void creation(StringBuilder out) {
        out.append("\n/** What `create` takes. */\nexport interface New")
                .append(name)
                .append(" {\n");
        for (PropertySpec property : model.properties()) {
            boolean optional = property.nullable()
                    || property.fallback() != null
                    || property.type().merges();
            out.append("  ")
                    .append(property.name())
                    .append(optional ? "?: " : ": ")
                    .append(type(property))
                    .append(";\n");
        }
        out.append("}\n");
    }

    private void definition(StringBuilder out) {
        out.append("\nexport const ")
                .append(name)
                .append(" = model<")
                .append(name)
                .append(", New")
                .append(name);
        out.append(">(").append(Literals.of(model.names().collection())).append(", {\n");
        for (PropertySpec property : model.properties()) {
            out.append("  ")
                    .append(property.name())
                    .append(": { ")
                    .append(description(property))
                    .append(" },\n");
        }
        out.append("}");
        if (!model.indexes().isEmpty()) {
            out.append(", { indexes: [");
            out.append(model.indexes().stream().map(Literals::of).collect(Collectors.joining(", ")));
            out.append("] }");
        }
        out.append(");\n");
    }

    private String description(PropertySpec property) {
        StringBuilder out = new StringBuilder(description(property.type()));
        if (!property.stored().equals(property.name())) {
            out.append(", stored: ").append(Literals.of(property.stored()));
        }
        if (property.nullable()) {
            out.append(", nullable: true");
        }
        if (property.fallback() != null) {
            out.append(", default: ").append(Literals.of(property.fallback()));
        }
        return out.toString();
    }

    private static String description(TypeSpec type) {
        String named = "type: " + Literals.of(typeName(type));
        return switch (type) {
            case TypeSpec.Reference reference -> named + ", to: " + Literals.of(collection(reference));
            case TypeSpec.Items items -> named + ", items: { " + description(items.item()) + " }";
            case TypeSpec.Members members -> named + ", items: { " + description(members.item()) + " }";
            default -> named;
        };
    }

    /** As the value model names it; the default is the text of such a value. */
    private static String typeName(TypeSpec type) {
        return switch (type) {
            case TypeSpec.Plain plain when plain.type() == PlainType.LONG -> "long";
            case TypeSpec.Reference reference -> "ref";
            case TypeSpec.Count count -> "counter";
            case TypeSpec.Prose prose -> "text";
            case TypeSpec.Document document -> "document";
            case TypeSpec.Members members -> "set";
            default -> type.kind().name().toLowerCase(Locale.ROOT);
        };
    }

    private void record(StringBuilder out, TypeSpec.Nested record) {
        out.append("\nexport interface ").append(name(record)).append(" {\n");
        for (PropertySpec field : record.fields()) {
            String optional = field.nullable() ? "?: " : ": ";
            out.append("  readonly ")
                    .append(field.name())
                    .append(optional)
                    .append(inJson(field.type()))
                    .append(";\n");
        }
        out.append("}\n");
    }

    private String type(PropertySpec property) {
        return type(property.type()) + (property.nullable() ? " | null" : "");
    }

    private String type(TypeSpec type) {
        return switch (type) {
            case TypeSpec.Plain plain -> {
                if (plain.type() == PlainType.JSON) {
                    imports.add("type Json");
                }
                yield plain.type() == PlainType.ID ? "Id<string>" : plain.type().typeScript();
            }
            case TypeSpec.Reference reference -> id(collection(reference));
            case TypeSpec.Constants constants ->
                constants.constants().stream().map(Literals::of).collect(Collectors.joining(" | "));
            case TypeSpec.Nested record -> name(record);
            case TypeSpec.Items items -> array(type(items.item()));
            case TypeSpec.Count count -> "bigint";
            case TypeSpec.Prose prose -> "string";
            case TypeSpec.Document document -> {
                imports.add("type Json");
                yield "Json";
            }
            case TypeSpec.Members members -> "ReadonlySet<" + type(members.item()) + ">";
        };
    }

    /** Inside of JSON there is what JSON has. */
    private String inJson(TypeSpec type) {
        return switch (type) {
            case TypeSpec.Plain plain ->
                switch (plain.type()) {
                    case BOOL -> "boolean";
                    case INT, LONG, DOUBLE, DECIMAL -> "number";
                    case JSON -> type(type);
                    default -> "string";
                };
            case TypeSpec.Items items -> array(inJson(items.item()));
            case TypeSpec.Nested record -> name(record);
            default -> type(type);
        };
    }

    private static String array(String item) {
        return item.contains(" | ") ? "readonly (" + item + ")[]" : "readonly " + item + "[]";
    }

    /** The name, or one that says whose it is where that is taken. */
    private String freeName(String simpleName) {
        Set<String> taken = new HashSet<>(records.values());
        taken.addAll(List.of("Id", "Json", "Date", "Uint8Array", name, "New" + name));
        String free = simpleName;
        while (taken.contains(free)) {
            free = name + free;
        }
        return free;
    }

    private String name(TypeSpec.Nested record) {
        return records.getOrDefault(record.name(), record.name().simpleName());
    }

    private static String id(String collection) {
        return "Id<" + Literals.of(collection) + ">";
    }

    private static String collection(TypeSpec.Reference reference) {
        return reference.target().collection();
    }

    private static void doc(StringBuilder out, String doc, String indent) {
        if (indent.isEmpty()) {
            out.append('\n');
        }
        if (!doc.isEmpty()) {
            out.append(indent)
                    .append("/** ")
                    .append(doc.replaceAll("\\{@(?:code|link|linkplain) ([^}]*)}", "$1"))
                    .append(" */\n");
        }
    }
}
