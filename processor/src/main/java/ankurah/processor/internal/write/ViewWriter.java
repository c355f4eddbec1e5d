package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.TypeSpec;
import java.util.List;

/** Writes the view: {@code AlbumView}. */
final class ViewWriter extends JavaWriter {
    ViewWriter(ModelSpec model) {
        super(model);
    }

    @Override
    ClassName name() {
        return model.names().view();
    }

    @Override
    void body() {
        sheet.add("""
                /** A row of {@link #{Models}} as it was at one position. */
                @#{ankurah.model.Generated}("#{from}")
                @#{org.jspecify.annotations.NullMarked}
                #{public}final class #{View} extends #{ankurah.core.model.View}<#{Model}> {
                    #{View}(#{ankurah.core.Entity} entity) {
                        super(entity);
                    }
                """);
        for (PropertySpec property : model.properties()) {
            read(property);
        }
        List<String> values = model.properties().stream()
                .map(property -> property.name() + "()")
                .toList();
        sheet.with("values", Lines.wrap(values, " ".repeat(16)).strip());
        sheet.add("""

                    /** The row, to be changed in a transaction. */
                    public #{Edit} edit(#{ankurah.core.Transaction} tx) {
                        return new #{Edit}(tx, id());
                    }

                    @Override
                    public #{Ref} ref() {
                        return new #{Ref}(id());
                    }

                    @Override
                    public #{Model} value() {
                        return new #{Model}(#{values});
                    }
                }
                """);
    }

    private void read(PropertySpec property) {
        about(property)
                .with("type", types.read(property))
                .with("read", sheet.fill("#{Mapping}.#{PROPERTY}.read(entity())"));
        sheet.add("""

                    /** #{about} */
                    public #{type} #{property}() {
                """);
        if (!(property.type() instanceof TypeSpec.Reference reference)) {
            sheet.add("        return #{read};\n");
        } else {
            sheet.with("Target", sheet.use(reference.target().ref()));
            sheet.add(property.nullable() ? """
                            var ref = #{read};
                            return ref == null ? null : #{Target}.of(ref);
                    """ : "        return #{Target}.of(#{read});\n");
        }
        sheet.add("    }\n");
    }
}
