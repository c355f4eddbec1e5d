package ankurah.processor.internal;

import java.util.List;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Types that are not there, or not yet: another processor may write them. */
public final class Unresolved {
    private Unresolved() {}

    /** Whether a component of the record names one. */
    public static boolean isIn(TypeElement record) {
        return record.getRecordComponents().stream()
                .map(RecordComponentElement::asType)
                .anyMatch(Unresolved::is);
    }

    private static boolean is(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR) {
            return true;
        }
        if (type instanceof ArrayType array) {
            return is(array.getComponentType());
        }
        List<? extends TypeMirror> arguments =
                type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
        return arguments.stream().anyMatch(Unresolved::is);
    }
}
