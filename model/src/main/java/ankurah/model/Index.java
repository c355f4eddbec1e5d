package ankurah.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An index of one property, or on the record of several: {@code @Index({"artist", "year DESC"})}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Repeatable(Index.All.class)
public @interface Index {
    /**
     * On a record, the indexed properties in order, each a property or a way into its JSON ({@code "data.a.b"}), with
     * {@code DESC} behind it if it falls. On a component, nothing.
     */
    String[] value() default {};

    /** Several indexes of one record. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.TYPE)
    @interface All {
        /** The indexes. */
        Index[] value();
    }
}
