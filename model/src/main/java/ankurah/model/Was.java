package ankurah.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name something had when it was first stored. A rename changes only the name that programs see: the stored name stays,
 * so that old programs, and those that are offline, agree with new ones. After a second rename the first name still stands
 * here.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Was {
    /** A property's first name, or the stored name of a collection. */
    String value();
}
