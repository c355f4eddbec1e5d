package ankurah.processor.internal;

import ankurah.model.Model;
import ankurah.model.Was;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/**
 * What is written for a model, by name.
 *
 * @param model the record
 * @param plural the collection class
 * @param collection the stored name
 */
public record ModelNames(ClassName model, ClassName plural, String collection) {

    static ModelNames of(TypeElement type, AnnotationMirror annotation) {
        ClassName model = ClassName.of(type);
        String plural = Annotations.text(annotation, "plural");
        AnnotationMirror was = Annotations.find(type, Was.class);
        return new ModelNames(
                model,
                model.beside(plural.isEmpty() ? model.simpleName() + "s" : plural),
                was == null ? Spelling.snake(model.simpleName()) : Annotations.text(was, "value"));
    }

    static boolean isModel(TypeElement type) {
        return Annotations.has(type, Model.class);
    }

    public ClassName view() {
        return model.beside(model.simpleName() + "View");
    }

    public ClassName edit() {
        return model.beside(model.simpleName() + "Edit");
    }

    public ClassName ref() {
        return model.beside(model.simpleName() + "Ref");
    }

    /** The class with the properties, which nobody else uses. */
    public ClassName mapping() {
        return model.beside(model.simpleName() + "Model");
    }

    /** The constant in {@link #mapping} that is the collection. */
    public String singleton() {
        return Spelling.constant(model.simpleName()) + "_MODEL";
    }
}
