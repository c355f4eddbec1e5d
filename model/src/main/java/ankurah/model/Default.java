package ankurah.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a property reads as in rows that have no value for it, such as those older than the property. Queries look at what
 * is stored, so for them such rows have null there.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /**
     * The value as a person writes it: {@code "0"}, {@code "true"}, {@code "1.50"}, {@code "2020-01-31"}, the name of an
     * enum's constant, base64 for bytes, JSON for JSON and lists.
     */
    String value();
}
