package mistakes;

import ankurah.model.Document;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.model.Counter;
import ankurah.model.Default;
import ankurah.model.Model;
import ankurah.model.Text;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class Types {
    record Pair<A, B>(A first, B second) {}

    record Node(String name, List<Node> children) {}

    record Holder(@Nullable String fine, float bad) {}

    record Primitive(@Nullable int count) {}

    private record Own(String name) {}

    private enum Mood {
        GOOD
    }

    enum Nothing {}

    @Model
    record Numbers(
            byte a, // ! a property cannot be a byte: write int or long
            short b, // ! a property cannot be a short: write int or long
            Short c, // ! a property cannot be a Short: write int or long
            float d, // ! a property cannot be a float: write double: 0.1f is not 0.1 in a query
            Float e, // ! a property cannot be a Float: write Double: 0.1f is not 0.1 in a query
            char f, // ! a property cannot be a char: write String
            BigInteger g, // ! a property cannot be a BigInteger: write long, or BigDecimal beyond 64 bits
            Number h) {} // ! a property cannot be a Number: write int or long, double or BigDecimal

    @Model
    record Times(
            Date a, // ! a property cannot be a Date: write Instant for a point in time, or LocalDateTime for what a clock on a wall shows
            ZonedDateTime b, // ! a property cannot be a ZonedDateTime: write Instant for a point in time, or LocalDateTime for what a clock on a wall shows
            LocalTime c, // ! a property cannot be a LocalTime: write int with the unit in its name, such as startMinutes, or String
            Duration d) {} // ! a property cannot be a Duration: write long with the unit in its name, such as durationMillis

    @Model
    record Containers(
            String[] a, // ! an array can be changed behind the model's back: write List<String>, or byte[] for bytes
            int[] b, // ! an array can be changed behind the model's back: write List<Integer>, or byte[] for bytes
            HashSet<String> c, // ! a property cannot be a HashSet: write Set, which merges, or List, which is one whole value
            Map<String, String> d, // ! a property cannot be a Map: write Value.Json, or a record with the keys as components
            Optional<String> e, // ! a property cannot be an Optional: write @Nullable before what is in it
            OptionalInt f, // ! a property cannot be an OptionalInt: write @Nullable Integer
            Iterable<String> g, // ! a property cannot be an Iterable: write List or Set
            List h, // ! say of what the list is: List<String>
            List<?> i, // ! say of what the list is, without a wildcard: List<String>
            List<@Nullable String> j, // ! the items of a list cannot be null: leave them out
            List<List<Float>> k) {} // ! a property cannot be a Float: write Double: 0.1f is not 0.1 in a query

    @Model
    record Others(
            Object a, // ! a property cannot be an Object: write the type it has, or Value.Json for any JSON
            Value b, // ! a property cannot be a Value: write the type it has, or Value.Json for any JSON
            EventId c, // ! a property cannot be an EventId: write EntityId, or Ref with the model it refers to
            Thread d, // ! a property cannot be a Thread: write a boolean, int, long, double, String, BigDecimal, byte[], Instant, LocalDate, LocalDateTime, UUID, EntityId, Value.Json, an enum, a record of such, a List of such, or Ref with another model
            Nothing e, // ! Nothing has no constants
            Mood f, // ! Mood is private, so the code written for the model cannot use it: take 'private' away
            Own g) {} // ! Own is private, so the code written for the model cannot use it: take 'private' away

    @Model
    record Inside(
            Pair<String, String> a, // ! a record inside of a model has no type parameters, but Pair has
            Node b, // ! Node contains itself; use Value.Json for what nests without a bound
            Holder c, // ! a property cannot be a float: write double: 0.1f is not 0.1 in a query
            Primitive d) {} // ! 'count' of Primitive cannot be null: write @Nullable Integer

    @Model
    record Nulls(
            @Nullable int a, // ! an int cannot be null: write @Nullable Integer
            @Nullable boolean b) {} // ! a boolean cannot be null: write @Nullable Boolean

    @Model
    record Merging(
            @Counter int a, // ! a counter is a long: write @Counter long a
            @Counter String b, // ! a counter is a long: write @Counter long b
            @Counter @Nullable Long c, // ! a counter is never missing, it begins at 0: take @Nullable away
            @Nullable Set<String> d, // ! a set is never missing, it begins empty: take @Nullable away
            Set e, // ! say of what the set is: Set<String>
            Set<?> f, // ! say of what the set is, without a wildcard: Set<String>
            Set<@Nullable String> g, // ! the items of a set cannot be null: leave them out
            List<Set<String>> h, // ! a set merges, but what is inside of a list or a record is one whole value: write List
            Tagged i, // ! a set merges, but what is inside of a list or a record is one whole value: write List
            @Default("1") @Counter long j, // ! a counter begins at 0 by itself: take @Default away
            @Default("[]") Set<String> k, // ! a set begins empty by itself: take @Default away
            Set<String> view, // ! edit.view() shows the row as it is in the transaction: choose another name; @Was("view") stores it under this one
            @Counter long delete) {} // ! edit.delete() deletes the row: choose another name; @Was("delete") stores it under this one

    record Tagged(Set<String> tags) {}

    @Model
    record Texts(
            @Text long b) {} // ! a text is a String: write @Text String b

    @Model
    record Documents(
            @Document String a, // ! a document is a Value.Json, and nothing else besides: write @Document Value.Json a
            @Document Tagless b, // ! a document is a Value.Json, and nothing else besides: write @Document Value.Json b
            @Document @Text String c, // ! a document is a Value.Json, and nothing else besides: write @Document Value.Json c
            @Document Value.@Nullable Json d, // ! a document is never missing, it begins empty: take @Nullable away
            @Default("{}") @Document Value.Json e, // ! a document begins empty by itself: take @Default away
            @Document Value.Json view) {} // ! edit.view() shows the row as it is in the transaction: choose another name; @Was("view") stores it under this one

    record Tagless(String name) {}
}
