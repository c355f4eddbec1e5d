package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.PlainType;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.TypeSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** How types are written in one Java file. */
final class JavaTypes {
    private final Sheet sheet;
    /** The class that stores each record inside of the model. */
    private final Map<ClassName, String> recordTypes = new LinkedHashMap<>();

    JavaTypes(Sheet sheet) {
        this.sheet = sheet;
    }

    /** The type of a property, as a component has it. */
    String component(PropertySpec property) {
        String primitive = property.type().primitive();
        return property.nullable()
                ? nullable(property.type())
                : primitive != null ? primitive : reference(property.type());
    }

    /** The same in the hands of who reads: references know their view. */
    String read(PropertySpec property) {
        if (property.type() instanceof TypeSpec.Reference reference) {
            return annotated(property.nullable(), sheet.use(reference.target().ref()));
        }
        return component(property);
    }

    private String nullable(TypeSpec type) {
        return annotated(true, reference(type));
    }

    private String annotated(boolean nullable, String type) {
        if (!nullable) {
            return type;
        }
        String annotation = "@" + sheet.use("org.jspecify.annotations.Nullable") + " ";
        if (type.endsWith("[]")) {
            return type.substring(0, type.length() - 2) + " " + annotation + "[]";
        }
        int arguments = type.indexOf('<') < 0 ? type.length() : type.indexOf('<');
        int simpleName = type.lastIndexOf('.', arguments) + 1;
        return type.substring(0, simpleName) + annotation + type.substring(simpleName);
    }

    /** The type as a type argument. */
    String reference(TypeSpec type) {
        return switch (type) {
            case TypeSpec.Plain plain ->
                plain.type().reference().equals("byte[]")
                        ? "byte[]"
                        : sheet.use(plain.type().reference());
            case TypeSpec.Reference reference ->
                sheet.use("ankurah.core.model.Ref") + "<"
                        + sheet.use(reference.target().model()) + ">";
            case TypeSpec.Constants constants -> sheet.use(constants.name());
            case TypeSpec.Nested nested -> sheet.use(nested.name());
            case TypeSpec.Items items -> sheet.use("java.util.List") + "<" + reference(items.item()) + ">";
            case TypeSpec.Count count -> sheet.use("java.lang.Long");
            case TypeSpec.Prose prose -> sheet.use("java.lang.String");
            case TypeSpec.Document document -> sheet.use(PlainType.JSON.reference());
            case TypeSpec.Members members -> sheet.use("java.util.Set") + "<" + reference(members.item()) + ">";
        };
    }

    /** What makes its {@code ValueType}. */
    String valueType(TypeSpec type) {
        String types = sheet.use("ankurah.core.model.Types");
        return switch (type) {
            case TypeSpec.Plain plain -> types + "." + plain.type();
            case TypeSpec.Reference reference -> {
                String plural = sheet.use(reference.target().plural());
                yield types + ".<" + sheet.use(reference.target().model()) + ">ref(" + plural + "::ref, " + plural
                        + "::model)";
            }
            case TypeSpec.Constants constants ->
                types + ".constants(" + sheet.use("java.util.List") + ".of(" + sheet.use(constants.name())
                        + ".values()))";
            case TypeSpec.Nested nested -> "new " + recordType(nested.name()) + "()";
            case TypeSpec.Items items -> types + ".list(" + valueType(items.item()) + ")";
            case TypeSpec.Count count -> types + ".LONG";
            case TypeSpec.Prose prose -> types + ".STRING";
            case TypeSpec.Document document -> types + ".JSON";
            case TypeSpec.Members members -> valueType(members.item());
        };
    }

    /** The class that stores a record inside of the model. */
    String recordType(ClassName record) {
        return recordTypes.computeIfAbsent(record, name -> {
            String wanted = name.simpleName() + "Type";
            return recordTypes.containsValue(wanted) ? wanted + recordTypes.size() : wanted;
        });
    }
}
