package ankurah.processor.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the type of one component; what it cannot read it tells. */
final class TypeReader {
    private static final String REF = "ankurah.core.model.Ref";
    private static final String VIEW = "ankurah.core.model.View";
    private static final int MAX_DEPTH = 16;

    private final RecordComponentElement component;
    private final Problems problems;
    /** The records and lists around the type that is being read. */
    private final Deque<String> around = new ArrayDeque<>();

    TypeReader(RecordComponentElement component, Problems problems) {
        this.component = component;
        this.problems = problems;
    }

    /** Null if the component cannot have its type, which has been told then. */
    @Nullable
    TypeSpec read() {
        return read(component.asType());
    }

    private @Nullable TypeSpec read(TypeMirror type) {
        if (around.size() >= MAX_DEPTH) {
            return refuse("records and lists nest at most " + MAX_DEPTH + " deep");
        }
        if (type.getKind().isPrimitive()) {
            return plain(type.getKind().name().toLowerCase(Locale.ROOT), false);
        }
        if (type instanceof ArrayType array) {
            return array.getComponentType().getKind() == TypeKind.BYTE
                    ? new TypeSpec.Plain(PlainType.BYTES, true)
                    : refuse("an array can be changed behind the model's back: write List<"
                            + boxedName(array.getComponentType()) + ">, or byte[] for bytes");
        }
        if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element) {
            return declared(declared, element);
        }
        return refuse("a property has a type of its own, not " + type);
    }

    private static String boxedName(TypeMirror type) {
        if (type instanceof DeclaredType declared) {
            return declared.asElement().getSimpleName().toString();
        }
        PlainType plain = PlainType.of(type.getKind().name().toLowerCase(Locale.ROOT));
        return plain == null ? "Integer" : ClassName.parse(plain.reference()).simpleName();
    }

    private @Nullable TypeSpec declared(DeclaredType type, TypeElement element) {
        String name = element.getQualifiedName().toString();
        if (name.equals(REF)) {
            return reference(type);
        }
        if (name.equals("java.util.List")) {
            TypeSpec item = items(type, "list");
            return item == null ? null : new TypeSpec.Items(item);
        }
        if (name.equals("java.util.Set")) {
            return set(type);
        }
        if (PlainType.of(name) != null) {
            return plain(name, true);
        }
        String target = modelBehind(element);
        if (target != null) {
            return refuse("a property holds a reference to another row, not the row: write Ref<" + target + ">");
        }
        return switch (element.getKind()) {
            case ENUM -> constants(element);
            case RECORD -> nested(element);
            default -> plain(name, true);
        };
    }

    private @Nullable TypeSpec plain(String name, boolean boxed) {
        PlainType plain = PlainType.of(name);
        if (plain != null) {
            return new TypeSpec.Plain(plain, boxed);
        }
        String instead = Advice.instead(name);
        return refuse("a property cannot be "
                + Spelling.withArticle(ClassName.parse(name).name()) + ": "
                + (instead != null
                        ? instead
                        : "write a boolean, int, long, double, String, BigDecimal, byte[], Instant, LocalDate,"
                                + " LocalDateTime, UUID, EntityId, Value.Json, an enum, a record of such, a List of such,"
                                + " or Ref with another model"));
    }

    private @Nullable TypeSpec reference(DeclaredType type) {
        TypeElement target = argument(type, "to which model it refers: Ref<Artist>");
        if (target == null) {
            return null;
        }
        String model = modelBehind(target);
        if (model != null && !ModelNames.isModel(target)) {
            return refuse(
                    "a reference names the model: write Ref<" + model + ">, not Ref<" + target.getSimpleName() + ">");
        }
        var annotation = Annotations.find(target, ankurah.model.Model.class);
        if (annotation == null) {
            return refuse(target.getSimpleName()
                    + " is no model: mark it with @Model, or write EntityId for an entity of any" + " model");
        }
        return new TypeSpec.Reference(ModelNames.of(target, annotation));
    }

    /** The name of the model whose record, view or reference the type is; null if it is none. */
    private static @Nullable String modelBehind(TypeElement element) {
        if (ModelNames.isModel(element)) {
            return element.getSimpleName().toString();
        }
        if (element.getSuperclass() instanceof DeclaredType superclass
                && superclass.asElement() instanceof TypeElement above
                && superclass.getTypeArguments().size() == 1) {
            String name = above.getQualifiedName().toString();
            return name.equals(VIEW) || name.equals(REF)
                    ? boxedName(superclass.getTypeArguments().get(0))
                    : null;
        }
        return null;
    }

    private @Nullable TypeSpec set(DeclaredType type) {
        if (!around.isEmpty()) {
            return refuse("a set merges, but what is inside of a list or a record is one whole value: write List");
        }
        TypeSpec item = items(type, "set");
        return item == null ? null : new TypeSpec.Members(item);
    }

    private @Nullable TypeSpec items(DeclaredType type, String what) {
        String example = type.asElement().getSimpleName() + "<String>";
        if (type.getTypeArguments().size() != 1) {
            return refuse("say of what the " + what + " is: " + example);
        }
        TypeMirror item = type.getTypeArguments().get(0);
        if (Annotations.isNullable(item)) {
            return refuse("the items of a " + what + " cannot be null: leave them out");
        }
        if (item.getKind() == TypeKind.WILDCARD) {
            return refuse("say of what the " + what + " is, without a wildcard: " + example);
        }
        around.push(what);
        TypeSpec read = read(item);
        around.pop();
        return read;
    }

    private @Nullable TypeElement argument(DeclaredType type, String say) {
        if (type.getTypeArguments().size() == 1
                && type.getTypeArguments().get(0) instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element) {
            return element;
        }
        refuse("say " + say);
        return null;
    }

    private @Nullable TypeSpec constants(TypeElement type) {
        if (isHidden(type)) {
            return hidden(type);
        }
        List<String> constants = new ArrayList<>();
        for (Element member : type.getEnclosedElements()) {
            if (member.getKind() == ElementKind.ENUM_CONSTANT) {
                constants.add(member.getSimpleName().toString());
            }
        }
        return constants.isEmpty()
                ? refuse(type.getSimpleName() + " has no constants")
                : new TypeSpec.Constants(ClassName.of(type), constants);
    }

    private @Nullable TypeSpec nested(TypeElement type) {
        String name = type.getQualifiedName().toString();
        if (isHidden(type)) {
            return hidden(type);
        }
        if (!type.getTypeParameters().isEmpty()) {
            return refuse("a record inside of a model has no type parameters, but " + type.getSimpleName() + " has");
        }
        if (around.contains(name)) {
            return refuse(type.getSimpleName() + " contains itself; use Value.Json for what nests without a bound");
        }
        around.push(name);
        List<PropertySpec> fields = fields(type);
        around.pop();
        return fields == null ? null : new TypeSpec.Nested(ClassName.of(type), fields);
    }

    private @Nullable List<PropertySpec> fields(TypeElement type) {
        List<PropertySpec> fields = new ArrayList<>();
        for (RecordComponentElement field : type.getRecordComponents()) {
            TypeSpec read = read(field.asType());
            if (read == null) {
                return null;
            }
            boolean nullable = isNullable(field);
            if (nullable && read.primitive() != null) {
                refuse("'" + field.getSimpleName() + "' of " + type.getSimpleName()
                        + " cannot be null: write @Nullable " + boxedName(field.asType()));
                return null;
            }
            String name = field.getSimpleName().toString();
            fields.add(new PropertySpec(name, name, read, nullable, null, ""));
        }
        return fields;
    }

    static boolean isNullable(RecordComponentElement component) {
        return Annotations.isNullable(component) || Annotations.isNullable(component.asType());
    }

    /** Whether code beside the outermost class cannot name the type. */
    static boolean isHidden(TypeElement type) {
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (at.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable TypeSpec hidden(TypeElement type) {
        return refuse(type.getSimpleName()
                + " is private, so the code written for the model cannot use it: take 'private'" + " away");
    }

    private @Nullable TypeSpec refuse(String message) {
        problems.at(component, message);
        return null;
    }
}
