package ankurah.processor.internal;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Tells mistakes, each where it is made and with what to write instead. */
public final class Problems {
    private final Messager messager;
    private boolean any;

    public Problems(Messager messager) {
        this.messager = messager;
    }

    /** Forgets what was told; for the next model. */
    public void startAnew() {
        any = false;
    }

    public boolean areNone() {
        return !any;
    }

    public void at(Element element, String message) {
        any = true;
        messager.printMessage(Diagnostic.Kind.ERROR, message, element);
    }

    /** At an annotation, if there is one, and at its value, if it has one. */
    public void at(Element element, @Nullable AnnotationMirror annotation, String message) {
        any = true;
        if (annotation == null) {
            at(element, message);
            return;
        }
        AnnotationValue value = annotation.getElementValues().values().stream()
                .findFirst()
                .map(AnnotationValue.class::cast)
                .orElse(null);
        if (value == null) {
            messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation);
        } else {
            messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation, value);
        }
    }
}
