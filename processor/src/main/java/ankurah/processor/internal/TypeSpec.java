package ankurah.processor.internal;

import ankurah.event.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a property. */
public sealed interface TypeSpec {

    /** A type with a constant of its own in {@code Types}. */
    record Plain(PlainType type, boolean boxed) implements TypeSpec {}

    /** A reference to another model. */
    record Reference(ModelNames target) implements TypeSpec {}

    /** An enum. */
    record Constants(ClassName name, List<String> constants) implements TypeSpec {
        public Constants {
            constants = List.copyOf(constants);
        }
    }

    /** A record that is a whole value. */
    record Nested(ClassName name, List<PropertySpec> fields) implements TypeSpec {
        public Nested {
            fields = List.copyOf(fields);
        }
    }

    /** A list that is a whole value. */
    record Items(TypeSpec item) implements TypeSpec {}

    /** A counter. */
    record Count() implements TypeSpec {}

    /** A text that several edit at once. */
    record Prose() implements TypeSpec {}

    /** A JSON document that is written path by path. */
    record Document() implements TypeSpec {}

    /** A set that merges. */
    record Members(TypeSpec item) implements TypeSpec {}

    default Value.Kind kind() {
        return switch (this) {
            case Plain plain -> plain.type().kind();
            case Reference reference -> Value.Kind.ID;
            case Constants constants -> Value.Kind.STRING;
            case Nested nested -> Value.Kind.JSON;
            case Items items -> Value.Kind.LIST;
            case Count count -> Value.Kind.INT;
            case Prose prose -> Value.Kind.STRING;
            case Document document -> Value.Kind.JSON;
            case Members members -> Value.Kind.LIST;
        };
    }

    /** The type that cannot be null, if Java has one. */
    default @Nullable String primitive() {
        return switch (this) {
            case Count count -> "long";
            case Plain plain -> plain.boxed() ? null : plain.type().primitive();
            default -> null;
        };
    }

    /** Whether it is changed by operations of its own, and never missing. */
    default boolean merges() {
        return this instanceof Count || this instanceof Members || this instanceof Prose || this instanceof Document;
    }
}
