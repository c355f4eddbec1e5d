package ankurah.processor.internal;

import ankurah.model.Model;
import ankurah.model.Was;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads a model from its record, and tells what is wrong with it. */
public final class ModelReader {
    private final ProcessingEnvironment environment;
    private final Problems problems;

    public ModelReader(ProcessingEnvironment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Null if it is no model, which has been told then. */
    public @Nullable ModelSpec read(Element element) {
        AnnotationMirror annotation = Annotations.find(element, Model.class);
        if (annotation == null || !(element instanceof TypeElement type)) {
            return null;
        }
        if (element.getKind() != ElementKind.RECORD) {
            problems.at(
                    element,
                    annotation,
                    "a model is a record: write @Model record " + element.getSimpleName() + "(...) {}");
            return null;
        }
        checkRecord(type, annotation);
        ModelNames names = ModelNames.of(type, annotation);
        checkPlural(type, annotation, names);
        checkCollection(type, names);
        Comments comments = new Comments(environment.getElementUtils().getDocComment(type));
        List<PropertySpec> properties = properties(type, names, comments);
        List<String> indexes = new IndexReader(properties, problems).read(type);
        return new ModelSpec(type, names, isPublic(type), properties, indexes, comments.ofRecord());
    }

    private void checkRecord(TypeElement type, AnnotationMirror annotation) {
        if (!type.getTypeParameters().isEmpty()) {
            problems.at(type, annotation, "a model has no type parameters: a row has one type");
        }
        if (TypeReader.isHidden(type)) {
            problems.at(
                    type,
                    annotation,
                    "the code written for " + type.getSimpleName()
                            + " cannot use what is private: take 'private' away from it and from the classes around it");
        }
    }

    private void checkPlural(TypeElement type, AnnotationMirror annotation, ModelNames names) {
        String plural = names.plural().name();
        if (!SourceVersion.isName(plural) || plural.contains(".")) {
            problems.at(
                    type,
                    annotation,
                    "'" + plural + "' cannot be the name of a class: write @Model(plural = \"People\")");
        } else if (Stream.of(names.model(), names.view(), names.edit(), names.ref(), names.mapping())
                .anyMatch(other -> other.simpleName().equals(plural))) {
            problems.at(
                    type, annotation, plural + " is the name of another class of this model: choose another plural");
        }
    }

    private void checkCollection(TypeElement type, ModelNames names) {
        AnnotationMirror was = Annotations.find(type, Was.class);
        String fault = was == null
                ? null
                : PropertyReader.storedFault(
                        names.collection(), Spelling.snake(names.model().simpleName()), "collection");
        if (fault != null) {
            problems.at(type, was, fault);
        }
    }

    private List<PropertySpec> properties(TypeElement type, ModelNames names, Comments comments) {
        List<PropertySpec> properties = new ArrayList<>();
        Map<String, String> constants = new HashMap<>(Map.of("ID", "id", names.singleton(), names.singleton()));
        Map<String, String> storedNames = new HashMap<>();
        for (RecordComponentElement component : type.getRecordComponents()) {
            PropertySpec property = new PropertyReader(component, comments, problems).read();
            if (property == null) {
                continue;
            }
            String other = constants.putIfAbsent(property.constant(), property.name());
            if (other != null) {
                problems.at(
                        component,
                        "'" + property.name() + "' and '" + other + "' would both be the constant "
                                + property.constant() + ": rename one");
            }
            other = storedNames.putIfAbsent(property.stored(), property.name());
            if (other != null) {
                problems.at(
                        component,
                        "'" + property.name() + "' and '" + other + "' would both be stored as '" + property.stored()
                                + "': take a name for this one that was never used");
            }
            properties.add(property);
        }
        return properties;
    }

    private static boolean isPublic(TypeElement type) {
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (!at.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }
}
