package ankurah.processor.internal;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** The types that a property may have without further ado. */
public enum PlainType {
    BOOL("boolean", "java.lang.Boolean", Value.Kind.BOOL, "t.boolean"),
    INT("int", "java.lang.Integer", Value.Kind.INT, "t.int"),
    LONG("long", "java.lang.Long", Value.Kind.INT, "t.long"),
    DOUBLE("double", "java.lang.Double", Value.Kind.FLOAT, "t.double"),
    STRING(null, "java.lang.String", Value.Kind.STRING, "t.string"),
    DECIMAL(null, "java.math.BigDecimal", Value.Kind.DECIMAL, "t.decimal"),
    BYTES(null, "byte[]", Value.Kind.BYTES, "t.bytes"),
    INSTANT(null, "java.time.Instant", Value.Kind.INSTANT, "t.instant"),
    DATE(null, "java.time.LocalDate", Value.Kind.DATE, "t.date"),
    LOCAL_DATETIME(null, "java.time.LocalDateTime", Value.Kind.LOCAL_DATETIME, "t.localDateTime"),
    UUID(null, "java.util.UUID", Value.Kind.UUID, "t.uuid"),
    ID(null, "ankurah.event.EntityId", Value.Kind.ID, "t.ref()"),
    JSON(null, "ankurah.event.Value.Json", Value.Kind.JSON, "t.json()");

    private final @Nullable String primitive;
    private final String reference;
    private final Value.Kind kind;
    private final String typeScript;

    PlainType(@Nullable String primitive, String reference, Value.Kind kind, String typeScript) {
        this.primitive = primitive;
        this.reference = reference;
        this.kind = kind;
        this.typeScript = typeScript;
    }

    /** The Java type that cannot be null; null if there is none. */
    public @Nullable String primitive() {
        return primitive;
    }

    /** The qualified name of the Java type that can. */
    public String reference() {
        return reference;
    }

    public Value.Kind kind() {
        return kind;
    }

    /** What the npm package calls it. */
    public String typeScript() {
        return typeScript;
    }

    /** The type of that name, if a property may have it. */
    static @Nullable PlainType of(String javaType) {
        for (PlainType type : values()) {
            if (javaType.equals(type.primitive) || javaType.equals(type.reference)) {
                return type;
            }
        }
        return null;
    }
}
