package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.Spelling;
import ankurah.processor.internal.TypeSpec;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the class with the properties, between the record and what is stored: {@code AlbumModel}. */
final class MappingWriter extends JavaWriter {
    MappingWriter(ModelSpec model) {
        super(model);
    }

    @Override
    ClassName name() {
        return model.names().mapping();
    }

    @Override
    void body() {
        sheet.add("""
                /** How the rows of {@link #{Models}} are stored. */
                @#{ankurah.model.Generated}("#{from}")
                @#{org.jspecify.annotations.NullMarked}
                final class #{Mapping} extends #{ankurah.core.model.ModelCollection}<#{Model}, #{View}, #{Edit}> {
                """);
        for (PropertySpec property : model.properties()) {
            property(property, "    static final ");
        }
        sheet.with("properties", arguments()).with("indexes", indexes());
        sheet.with("puts", puts(model.properties(), sheet.fill("#{model}")));
        sheet.add("""

                    static final #{Mapping} #{singleton} = new #{Mapping}();

                    private #{Mapping}() {
                        super(#{ankurah.core.model.ModelDescriptor}.of("#{Model}", #{collection}#{properties})#{indexes});
                    }

                    @Override
                    protected #{ankurah.core.model.Values} write(#{Model} #{model}, #{ankurah.core.model.Values} into) {
                        return into#{puts};
                    }

                    @Override
                    protected #{View} view(#{ankurah.core.Entity} entity) {
                        return new #{View}(entity);
                    }

                    @Override
                    protected #{Edit} edit(#{ankurah.core.Transaction} tx, #{ankurah.event.EntityId} id) {
                        return new #{Edit}(tx, id);
                    }
                """);
        NestedRecords.of(model).forEach(this::recordType);
        sheet.add("}\n");
    }

    private void property(PropertySpec property, String modifiers) {
        sheet.with("PROPERTY", property.constant()).with("name", Literals.of(property.name()));
        switch (property.type()) {
            case TypeSpec.Count count -> sheet.with("kind", "Counting").with("make", "counter(#{name})");
            case TypeSpec.Prose prose -> sheet.with("kind", "Prose").with("make", "text(#{name})");
            case TypeSpec.Document document -> sheet.with("kind", "Document").with("make", "document(#{name})");
            case TypeSpec.Members members ->
                sheet.with("kind", "Members<" + types.reference(members.item()) + ">")
                        .with("make", "members(#{name}, " + types.valueType(members) + ")");
            default ->
                sheet.with(
                                "kind",
                                (property.nullable() ? "Optional<" : "Required<") + types.reference(property.type())
                                        + ">")
                        .with(
                                "make",
                                (property.nullable() ? "optional" : "required") + "(#{name}, "
                                        + types.valueType(property.type()) + ")");
        }
        String left = sheet.fill(modifiers + "#{ankurah.core.model.Property}.#{kind} #{PROPERTY} =");
        String right = sheet.fill(sheet.fill("#{ankurah.core.model.Property}.#{make}")) + more(property) + ";";
        sheet.line(left, right);
    }

    private static String more(PropertySpec property) {
        String fallback = property.fallback();
        return (property.stored().equals(property.name()) ? "" : ".storedAs(" + Literals.of(property.stored()) + ")")
                + (fallback == null ? "" : ".orElse(" + Literals.of(fallback) + ")");
    }

    private String arguments() {
        List<String> constants =
                model.properties().stream().map(PropertySpec::constant).toList();
        return constants.isEmpty() ? "" : "," + Lines.wrap(constants, " ".repeat(16));
    }

    private String indexes() {
        return model.indexes().stream()
                .map(columns -> "\n                .withIndex(" + Literals.of(columns) + ")")
                .collect(Collectors.joining());
    }

    private static String puts(List<PropertySpec> properties, String value) {
        return properties.stream()
                .map(property -> ".put(" + property.constant() + ", " + value + "." + property.name() + "())")
                .collect(Collectors.joining("\n" + " ".repeat(16)));
    }

    private void recordType(TypeSpec.Nested record) {
        String shown = record.name().simpleName();
        sheet.with("Record", sheet.use(record.name()))
                .with("RecordType", types.recordType(record.name()))
                .with("a Record", Spelling.withArticle(shown))
                .with("record", Spelling.parameter(shown))
                .with("puts", indented(puts(record.fields(), Spelling.parameter(shown))));
        sheet.add("""

                    /** How {@link #{Record}} is stored, as JSON. */
                    private static final class #{RecordType} extends #{ankurah.core.model.RecordType}<#{Record}> {
                """);
        for (PropertySpec field : record.fields()) {
            property(field, "        private static final ");
        }
        List<String> reads = record.fields().stream()
                .map(field -> field.constant() + ".read(json)")
                .toList();
        sheet.with("reads", Lines.wrap(reads, " ".repeat(20)).strip());
        sheet.add("""

                        #{RecordType}() {
                            super("#{a Record}");
                        }

                        @Override
                        protected #{Record} read(#{ankurah.event.Value.Obj} json) {
                            return new #{Record}(#{reads});
                        }

                        @Override
                        protected #{ankurah.core.model.Values} write(#{Record} #{record}, #{ankurah.core.model.Values} into) {
                            return into#{puts};
                        }
                    }
                """);
    }

    private static String indented(String text) {
        return text.replace("\n", "\n    ");
    }
}
