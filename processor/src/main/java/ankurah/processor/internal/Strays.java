package ankurah.processor.internal;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** Annotations that stand where nothing reads them. */
public final class Strays {
    private Strays() {}

    public static void check(Element element, TypeElement annotation, Problems problems) {
        Element owner = element instanceof TypeElement ? element : element.getEnclosingElement();
        if (!(owner instanceof TypeElement type) || ModelNames.isModel(type)) {
            return;
        }
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (!Annotations.type(mirror).equals(annotation)) {
                continue;
            }
            if (annotation.getSimpleName().contentEquals("All")) {
                Annotations.list(mirror).forEach(one -> tell(element, (AnnotationMirror) one, type, problems));
            } else {
                tell(element, mirror, type, problems);
            }
        }
    }

    private static void tell(Element element, AnnotationMirror mirror, TypeElement owner, Problems problems) {
        problems.at(element, mirror, message(element, Annotations.type(mirror), owner));
    }

    private static String message(Element element, TypeElement annotation, TypeElement owner) {
        String does = "@" + annotation.getSimpleName() + " does nothing here: ";
        if (owner.getKind() != ElementKind.RECORD) {
            return does + owner.getSimpleName() + " is no record that @Model marks";
        }
        return does
                + (element instanceof TypeElement
                        ? "mark " + owner.getSimpleName() + " with @Model, or take it away"
                        : "mark " + owner.getSimpleName()
                                + " with @Model; a record inside of a model is one whole value");
    }
}
