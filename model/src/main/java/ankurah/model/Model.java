package ankurah.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record the model of a collection: {@code @Model record Album(String name, int year) {}} is what a row of the
 * collection {@code album} holds. The processor writes from it {@code Albums} (create, get, find, where),
 * {@code AlbumView} (a row as it is read), {@code AlbumEdit} (a row as it is changed), {@code AlbumRef} (a typed id) and
 * the same for TypeScript.
 *
 * <p>The collection's stored name is the record's in snake case, {@code PlaylistTrack} is {@code playlist_track}; the
 * properties are stored under the names of the components. A component may be a boolean, an int, a long, a double, their
 * boxes, a String, BigDecimal, byte[], Instant, LocalDate, LocalDateTime, UUID, EntityId, a {@code Ref} to another model, a
 * {@code Value.Json}, an enum, a record of such, or a List of such. What is not marked {@code @Nullable} must have a value.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Model {
    /** The name of the generated collection class; the record's name plus {@code s} when it is not given. */
    String plural() default "";
}
