package ankurah.processor.internal.write;

import ankurah.event.Value;
import ankurah.event.ValueText;
import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.PlainType;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.TypeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the same model for TypeScript, as the package {@code ankurah} takes it, and the type of its rows under the same
 * name. Files of several models can be put together to one: after the line that imports, each uses only names that begin
 * with its model's.
 */
final class TypeScriptWriter {
    /** The line that all files have in common. */
    private static final String IMPORT = "import { model, t } from \"ankurah\";\n";

    private final ModelSpec model;
    private final String name;
    /** What each record inside of the model is called. */
    private final Map<ClassName, String> records = new LinkedHashMap<>();

    TypeScriptWriter(ModelSpec model) {
        this.model = model;
        this.name = model.names().model().simpleName();
    }

    String source() {
        List<TypeSpec.Nested> nested = NestedRecords.of(model);
        nested.forEach(
                record -> records.put(record.name(), freeName(record.name().simpleName())));
        StringBuilder body = new StringBuilder(IMPORT);
        body.append("\n// Written from ")
                .append(model.names().model().qualified())
                .append("; change that.\n");
        definition(body);
        body.append("export type ")
                .append(name)
                .append(" = import(\"ankurah\").Row<typeof ")
                .append(name)
                .append(">;\n");
        nested.forEach(record -> record(body, record));
        return body.toString();
    }

    private void definition(StringBuilder out) {
        doc(out, model.doc(), "");
        out.append("export const ")
                .append(name)
                .append(" = model(")
                .append(Literals.of(name))
                .append(", {\n");
        for (PropertySpec property : model.properties()) {
            doc(out, property.doc(), "  ");
            out.append("  ")
                    .append(property.name())
                    .append(": ")
                    .append(description(property))
                    .append(",\n");
        }
        out.append("}, ").append(Literals.of(model.names().collection())).append(");\n");
    }

    private String description(PropertySpec property) {
        StringBuilder out = new StringBuilder(description(property.type()));
        String fallback = property.fallback();
        if (property.nullable()) {
            out.append(".optional");
        } else if (fallback != null) {
            out.append(".default(").append(literal(property.type(), fallback)).append(')');
        }
        if (!property.stored().equals(property.name())) {
            out.append(".storedAs(").append(Literals.of(property.stored())).append(')');
        }
        return out.toString();
    }

    private String description(TypeSpec type) {
        return switch (type) {
            case TypeSpec.Plain plain -> plain.type().typeScript();
            case TypeSpec.Reference reference ->
                "t.ref<" + Literals.of(reference.target().collection()) + ">()";
            case TypeSpec.Constants constants -> "t.oneOf(" + constants(constants, ", ") + ")";
            case TypeSpec.Nested record -> "t.json<" + name(record) + ">()";
            case TypeSpec.Items items -> "t.list(" + description(items.item()) + ")";
            case TypeSpec.Members members -> "t.set(" + description(members.item()) + ")";
            case TypeSpec.Count count -> "t.counter";
            case TypeSpec.Prose prose -> "t.text";
            case TypeSpec.Document document -> "t.document";
        };
    }

    private static String constants(TypeSpec.Constants constants, String between) {
        return constants.constants().stream().map(Literals::of).collect(Collectors.joining(between));
    }

    /** A default, which the processor has found to fit its type. */
    private static String literal(TypeSpec type, String text) {
        if (type instanceof TypeSpec.Items) {
            return "[]";
        }
        if (!(type instanceof TypeSpec.Plain plain)) {
            return Literals.of(text);
        }
        Value value = ValueText.read(plain.type().kind(), text);
        return switch (plain.type()) {
            case BOOL, JSON -> text;
            case INT -> printed(value, text);
            case LONG -> printed(value, text) + "n";
            case DOUBLE -> number(printed(value, text));
            case INSTANT -> "new Date(" + Literals.of(printed(value, text)) + ")";
            case BYTES -> bytes(value);
            default -> Literals.of(printed(value, text));
        };
    }

    private static String number(String text) {
        return text.matches("[-+.0-9eE]+") ? text : "Number(" + Literals.of(text) + ")";
    }

    private static String printed(@Nullable Value value, String text) {
        return value == null ? text : ValueText.print(value);
    }

    private static String bytes(@Nullable Value value) {
        StringBuilder out = new StringBuilder("new Uint8Array([");
        if (value instanceof Value.Bytes bytes) {
            for (byte each : bytes.shared()) {
                out.append(each & 0xff).append(',');
            }
        }
        return out.append("])").toString();
    }

    private void record(StringBuilder out, TypeSpec.Nested record) {
        out.append("\nexport type ").append(name(record)).append(" = {\n");
        for (PropertySpec field : record.fields()) {
            String optional = field.nullable() ? "?: " : ": ";
            out.append("  readonly ")
                    .append(field.name())
                    .append(optional)
                    .append(inJson(field.type()))
                    .append(";\n");
        }
        out.append("};\n");
    }

    /** Inside of JSON there is what JSON has. */
    private String inJson(TypeSpec type) {
        return switch (type) {
            case TypeSpec.Plain plain -> inJson(plain.type());
            case TypeSpec.Reference reference ->
                "import(\"ankurah\").Id<" + Literals.of(reference.target().collection()) + ">";
            case TypeSpec.Constants constants -> constants(constants, " | ");
            case TypeSpec.Nested record -> name(record);
            case TypeSpec.Items items -> array(inJson(items.item()));
            case TypeSpec.Members members -> array(inJson(members.item()));
            case TypeSpec.Count count -> "number";
            case TypeSpec.Prose prose -> "string";
            case TypeSpec.Document document -> inJson(PlainType.JSON);
        };
    }

    private static String inJson(PlainType type) {
        return switch (type) {
            case BOOL -> "boolean";
            case INT, LONG, DOUBLE, DECIMAL -> "number";
            case JSON -> "import(\"ankurah\").Json";
            default -> "string";
        };
    }

    private static String array(String item) {
        return item.contains(" | ") ? "readonly (" + item + ")[]" : "readonly " + item + "[]";
    }

    /** The name behind the model's, so that it is nobody else's. */
    private String freeName(String simpleName) {
        String free = name + simpleName;
        while (records.containsValue(free)) {
            free += "_";
        }
        return free;
    }

    private String name(TypeSpec.Nested record) {
        return records.getOrDefault(record.name(), record.name().simpleName());
    }

    private static void doc(StringBuilder out, String doc, String indent) {
        if (!doc.isEmpty()) {
            out.append(indent)
                    .append("/** ")
                    .append(doc.replaceAll("\\{@(?:code|link|linkplain) ([^}]*)}", "$1"))
                    .append(" */\n");
        }
    }
}
