package ankurah.processor.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Names;
import ankurah.model.Counter;
import ankurah.model.Default;
import ankurah.model.Document;
import ankurah.model.Text;
import ankurah.model.Was;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.RecordComponentElement;
import org.jspecify.annotations.Nullable;

/** Reads a property from its component, and tells what is wrong with it. */
final class PropertyReader {
    /** Methods that every view has. */
    private static final Map<String, String> OF_VIEWS = Map.of(
            "ref", "the reference to the row",
            "value", "the whole record",
            "entity", "what lies under the view");

    /** Methods without an argument that every edit has. */
    private static final Map<String, String> OF_EDITS =
            Map.of("view", "shows the row as it is in the transaction", "delete", "deletes the row");

    private final RecordComponentElement component;
    private final String name;
    private final Comments comments;
    private final Problems problems;

    PropertyReader(RecordComponentElement component, Comments comments, Problems problems) {
        this.component = component;
        this.name = component.getSimpleName().toString();
        this.comments = comments;
        this.problems = problems;
    }

    /** Null if it is none, which has been told then. */
    @Nullable
    PropertySpec read() {
        if (!checkName()) {
            return null;
        }
        TypeSpec type = new TypeReader(component, problems).read();
        if (type == null) {
            return null;
        }
        boolean nullable = TypeReader.isNullable(component);
        TypeSpec merged = merged(type);
        checkNullable(merged, nullable);
        if (merged.merges() && OF_EDITS.containsKey(name)) {
            problems.at(
                    component,
                    "edit." + name + "() " + OF_EDITS.get(name) + ": choose another name; @Was(\"" + name
                            + "\") stores it under this one");
        }
        return new PropertySpec(name, stored(), merged, nullable, fallback(merged, nullable), comments.of(name));
    }

    private void checkNullable(TypeSpec type, boolean nullable) {
        String primitive = type.primitive();
        if (!nullable) {
            return;
        }
        if (type.merges()) {
            problems.at(
                    component,
                    "a " + kind(type) + " is never missing, it begins "
                            + (type instanceof TypeSpec.Count ? "at 0" : "empty") + ": take @Nullable away");
        } else if (primitive != null) {
            problems.at(
                    component,
                    Spelling.withArticle(primitive) + " cannot be null: write @Nullable "
                            + ClassName.parse(((TypeSpec.Plain) type).type().reference())
                                    .simpleName());
        }
    }

    private static String kind(TypeSpec merging) {
        return switch (merging) {
            case TypeSpec.Count count -> "counter";
            case TypeSpec.Prose prose -> "text";
            case TypeSpec.Document document -> "document";
            default -> "set";
        };
    }

    private boolean checkName() {
        String own = OF_VIEWS.get(name);
        if (name.equals(Names.ID)) {
            problems.at(
                    component, "'id' is made by create and never changes: leave it out, and read it with view.id()");
        } else if (Names.isReserved(name)) {
            problems.at(
                    component,
                    "names that begin with '_' are the system's own: write '" + name.replaceFirst("^_+", "") + "'");
        } else if (own != null) {
            problems.at(
                    component,
                    "view." + name + "() is " + own + ": choose another name; @Was(\"" + name
                            + "\") stores it under this one");
        } else {
            return true;
        }
        return false;
    }

    /** The type with the data type that an annotation gives it. */
    private TypeSpec merged(TypeSpec type) {
        AnnotationMirror counter = Annotations.find(component, Counter.class);
        AnnotationMirror text = Annotations.find(component, Text.class);
        AnnotationMirror document = Annotations.find(component, Document.class);
        if (document != null) {
            return document(type, document, counter != null || text != null);
        }
        if (text != null) {
            return prose(type, text, counter);
        }
        if (counter == null) {
            return type;
        }
        if (!(type instanceof TypeSpec.Plain plain) || plain.type() != PlainType.LONG) {
            problems.at(component, counter, "a counter is a long: write @Counter long " + name);
        }
        return new TypeSpec.Count();
    }

    private TypeSpec document(TypeSpec type, AnnotationMirror document, boolean other) {
        if (other || !(type instanceof TypeSpec.Plain plain) || plain.type() != PlainType.JSON) {
            problems.at(
                    component,
                    document,
                    "a document is a Value.Json, and nothing else besides: write @Document Value.Json " + name);
        }
        return new TypeSpec.Document();
    }

    private TypeSpec prose(TypeSpec type, AnnotationMirror text, @Nullable AnnotationMirror counter) {
        if (counter != null || !(type instanceof TypeSpec.Plain plain) || plain.type() != PlainType.STRING) {
            problems.at(component, text, "a text is a String: write @Text String " + name);
        }
        return new TypeSpec.Prose();
    }

    private String stored() {
        AnnotationMirror was = Annotations.find(component, Was.class);
        if (was == null) {
            return name;
        }
        String stored = Annotations.text(was, "value");
        String fault = storedFault(stored, name, "property");
        if (fault != null) {
            problems.at(component, was, fault);
        }
        return stored;
    }

    /** What is wrong with a former name; null if nothing is. */
    static @Nullable String storedFault(String stored, String own, String what) {
        if (stored.equals(own)) {
            return "the " + what + " is called '" + own + "' already: write the name it had first, or take @Was away";
        }
        try {
            Names.requireUsable(stored, what);
            return null;
        } catch (AnkurahException.Invalid e) {
            return e.getMessage();
        }
    }

    private @Nullable String fallback(TypeSpec type, boolean nullable) {
        AnnotationMirror annotation = Annotations.find(component, Default.class);
        if (annotation == null) {
            return null;
        }
        String text = Annotations.text(annotation, "value");
        String fault = Defaults.fault(type, nullable, text);
        if (fault != null) {
            problems.at(component, annotation, fault);
        }
        return text;
    }
}
