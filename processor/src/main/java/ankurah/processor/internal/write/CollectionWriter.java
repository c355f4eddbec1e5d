package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.PlainType;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.TypeSpec;

/** Writes the class with the fields and the static methods: {@code Albums}. */
final class CollectionWriter extends JavaWriter {
    CollectionWriter(ModelSpec model) {
        super(model);
    }

    @Override
    ClassName name() {
        return model.names().plural();
    }

    @Override
    void body() {
        sheet.with("stored", model.names().collection());
        sheet.add("""
                /** The rows of {@link #{Model}}, in the collection {@code #{stored}}, and the fields to ask for them by. */
                @#{ankurah.model.Generated}("#{from}")
                @#{org.jspecify.annotations.NullMarked}
                #{public}final class #{Models} {
                    /** The row's own id. */
                    public static final #{ankurah.query.Field}<#{ankurah.event.EntityId}> ID = #{ankurah.query.Fields}.id();
                """);
        for (PropertySpec property : model.properties()) {
            field(property);
        }
        sheet.add("""

                    private #{Models}() {}

                    /** What is stored of it. */
                    public static #{ankurah.core.model.ModelDescriptor} model() {
                        return #{Mapping}.#{singleton}.model();
                    }

                    /** The reference to the row with this id, whether or not there is one. */
                    public static #{Ref} ref(#{ankurah.event.EntityId} id) {
                        return new #{Ref}(id);
                    }

                    /** Founds a row, whose id is final at once. */
                    public static #{View} create(#{ankurah.core.Transaction} tx, #{Model} #{model}) {
                        return #{Mapping}.#{singleton}.create(tx, #{model});
                    }

                    /** The row; an error of the category NotFound if {@link #find} is empty. */
                    public static #{View} get(#{ankurah.core.Reads} reads, #{ankurah.core.model.Ref}<#{Model}> ref) {
                        return #{Mapping}.#{singleton}.get(reads, ref);
                    }

                    /** The row, if it exists, is not deleted, and may be seen. */
                    public static #{java.util.Optional}<#{View}> find(#{ankurah.core.Reads} reads, #{ankurah.core.model.Ref}<#{Model}> ref) {
                        return #{Mapping}.#{singleton}.find(reads, ref);
                    }

                    /** The row as it changes, until it is closed; an error of the category NotFound if there is none. */
                    public static #{ankurah.core.model.TypedLiveEntity}<#{View}> observe(#{ankurah.core.Context} ctx, #{ankurah.core.model.Ref}<#{Model}> ref) {
                        return #{Mapping}.#{singleton}.observe(ctx, ref);
                    }

                    /** The row, to be changed in a transaction; an error of the category NotFound if there is none. */
                    public static #{Edit} edit(#{ankurah.core.Transaction} tx, #{ankurah.core.model.Ref}<#{Model}> ref) {
                        return #{Mapping}.#{singleton}.edit(tx, ref);
                    }

                    /** Undoes a delete. */
                    public static #{View} restore(#{ankurah.core.Transaction} tx, #{ankurah.core.model.Ref}<#{Model}> ref) {
                        return #{Mapping}.#{singleton}.restore(tx, ref);
                    }

                    /** All rows. */
                    public static #{ankurah.core.model.TypedQuery}<#{View}> all() {
                        return #{Mapping}.#{singleton}.all();
                    }

                    /** The rows that fulfil a condition. */
                    public static #{ankurah.core.model.TypedQuery}<#{View}> where(#{ankurah.query.Predicate} condition) {
                        return #{Mapping}.#{singleton}.where(condition);
                    }

                    /** The rows that an AnkQL text selects, with a value for each {@code ?} in it. */
                    public static #{ankurah.core.model.TypedQuery}<#{View}> where(#{java.lang.String} ankql, #{java.lang.Object}... values) {
                        return #{Mapping}.#{singleton}.where(ankql, values);
                    }
                }
                """);
    }

    private void field(PropertySpec property) {
        about(property).with("field", fieldType(property.type()));
        sheet.add("\n    /** #{about} */\n");
        sheet.line(sheet.fill("    public static final #{field} #{PROPERTY} ="), make(property) + ";");
    }

    private String fieldType(TypeSpec type) {
        return switch (type) {
            case TypeSpec.Plain plain ->
                switch (plain.type()) {
                    case INT, LONG -> sheet.use("ankurah.query.IntegerField");
                    case DOUBLE -> sheet.use("ankurah.query.NumberField");
                    case STRING -> sheet.use("ankurah.query.TextField");
                    case JSON -> sheet.use("ankurah.query.JsonField");
                    default -> field(type);
                };
            case TypeSpec.Reference reference ->
                sheet.use("ankurah.query.RefField") + "<" + types.reference(type) + ">";
            case TypeSpec.Nested nested -> sheet.use("ankurah.query.JsonField");
            case TypeSpec.Constants constants -> field(type);
            case TypeSpec.Items items -> field(type);
            case TypeSpec.Count count -> sheet.use("ankurah.query.IntegerField");
            case TypeSpec.Prose prose -> sheet.use("ankurah.query.TextField");
            case TypeSpec.Document document -> sheet.use("ankurah.query.JsonField");
            case TypeSpec.Members members -> field(type);
        };
    }

    private String field(TypeSpec type) {
        return sheet.use("ankurah.query.Field") + "<" + types.reference(type) + ">";
    }

    private String make(PropertySpec property) {
        String fields = sheet.use("ankurah.query.Fields") + ".";
        String name = "(\"" + property.stored() + "\"";
        String encoder = ", " + model.names().mapping().name() + "." + property.constant() + ".type()::encode)";
        return switch (property.type()) {
            case TypeSpec.Plain plain -> fields + plain(plain.type(), name, encoder);
            case TypeSpec.Reference reference -> fields + "ref" + name + encoder;
            case TypeSpec.Nested nested -> fields + "json" + name + ")";
            case TypeSpec.Constants constants -> fields + "of" + name + encoder;
            case TypeSpec.Items items -> fields + "of" + name + encoder;
            case TypeSpec.Count count -> fields + "integer" + name + ")";
            case TypeSpec.Prose prose -> fields + "text" + name + ")";
            case TypeSpec.Document document -> fields + "json" + name + ")";
            case TypeSpec.Members members -> fields + "of" + name + encoder;
        };
    }

    private static String plain(PlainType type, String name, String encoder) {
        return switch (type) {
            case INT, LONG -> "integer" + name + ")";
            case DOUBLE -> "number" + name + ")";
            case STRING -> "text" + name + ")";
            case DECIMAL -> "decimal" + name + ")";
            case BOOL -> "bool" + name + ")";
            case JSON -> "json" + name + ")";
            default -> "of" + name + encoder;
        };
    }
}
