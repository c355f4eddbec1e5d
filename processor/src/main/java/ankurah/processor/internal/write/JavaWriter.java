package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelNames;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.Spelling;
import java.util.List;
import java.util.Map;

/** What the Java files of a model have in common. */
abstract class JavaWriter {
    final ModelSpec model;
    final Sheet sheet;
    final JavaTypes types;

    JavaWriter(ModelSpec model) {
        ModelNames names = model.names();
        this.model = model;
        this.sheet = new Sheet(names.model().packageName(), Map.of());
        this.types = new JavaTypes(sheet);
        for (ClassName own :
                List.of(names.plural(), names.view(), names.edit(), names.ref(), names.mapping(), names.model())) {
            sheet.reserve(own);
        }
        sheet.with("Model", sheet.use(names.model()))
                .with("Models", names.plural().name())
                .with("View", names.view().name())
                .with("Edit", names.edit().name())
                .with("Ref", names.ref().name())
                .with("Mapping", names.mapping().name())
                .with("singleton", names.singleton())
                .with("model", Spelling.parameter(names.model().simpleName()))
                .with("collection", Literals.of(model.names().collection()))
                .with("from", names.model().qualified())
                .with("public", model.isPublic() ? "public " : "");
    }

    abstract ClassName name();

    abstract void body();

    final String source() {
        body();
        return sheet.render();
    }

    /** Sets the texts of one property. */
    final Sheet about(PropertySpec property) {
        return sheet.with("property", property.name())
                .with("PROPERTY", property.constant())
                .with("about", about(property.doc(), "{@code " + property.name() + "}"));
    }

    static String about(String doc, String otherwise) {
        return doc.isEmpty() ? otherwise : doc;
    }
}
