package ankurah.processor.internal;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Annotations and their values, by the names in the source. */
final class Annotations {
    private Annotations() {}

    static @Nullable AnnotationMirror find(Element element, Class<?> annotation) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (type(mirror).getQualifiedName().contentEquals(annotation.getCanonicalName())) {
                return mirror;
            }
        }
        return null;
    }

    static boolean has(Element element, Class<?> annotation) {
        return find(element, annotation) != null;
    }

    /** The value of {@code value}, or of another element; null where the source has none. */
    static @Nullable Object value(AnnotationMirror mirror, String element) {
        for (var entry : mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(element)) {
                return entry.getValue().getValue();
            }
        }
        return null;
    }

    static String text(AnnotationMirror mirror, String element) {
        Object value = value(mirror, element);
        return value == null ? "" : value.toString();
    }

    static List<Object> list(AnnotationMirror mirror) {
        List<Object> values = new ArrayList<>();
        if (value(mirror, "value") instanceof List<?> items) {
            for (Object item : items) {
                values.add(((AnnotationValue) item).getValue());
            }
        }
        return values;
    }

    /** Whoever's: JSpecify's, JetBrains', Jakarta's. */
    static boolean isNullable(AnnotatedConstruct construct) {
        return construct.getAnnotationMirrors().stream()
                .anyMatch(mirror -> type(mirror).getSimpleName().contentEquals("Nullable"));
    }

    static TypeElement type(AnnotationMirror mirror) {
        return (TypeElement) mirror.getAnnotationType().asElement();
    }
}
