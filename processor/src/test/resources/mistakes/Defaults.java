package mistakes;

import ankurah.core.model.Ref;
import ankurah.event.EntityId;
import ankurah.event.Value.Json;
import ankurah.model.Default;
import ankurah.model.Model;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

class Defaults {
    enum Genre {
        ROCK,
        POP
    }

    record Label(String name) {}

    @Model
    record Wrong(
            @Default("yes") boolean a, // ! 'yes' is not a boolean: write true or false
            @Default("1.5") int b, // ! '1.5' is not an int, such as 0
            @Default("3000000000") int c, // ! '3000000000' is not an int, such as 0
            @Default("0x10") long d, // ! '0x10' is not a long, such as 0
            @Default("NaN") double e, // ! 'NaN' is not a double, such as 0.5
            @Default("1,50") BigDecimal f, // ! '1,50' is not a decimal, such as 1.50
            @Default("!") byte[] g, // ! '!' is not base64
            @Default("now") Instant h, // ! 'now' is not an instant, such as 2020-01-31T10:00:00Z
            @Default("2020-02-30") LocalDate i, // ! '2020-02-30' is not a date, such as 2020-01-31
            @Default("2020-01-31") LocalDateTime j, // ! '2020-01-31' is not a date and time, such as 2020-01-31T10:00:00
            @Default("1") UUID k, // ! '1' is not a UUID, such as 123e4567-e89b-12d3-a456-426614174000
            @Default("{") Json l, // ! '{' is not JSON, such as {}
            @Default("JAZZ") Genre m, // ! 'JAZZ' is no constant of Defaults.Genre: write one of ROCK, POP
            @Default("[1]") List<Integer> n) {} // ! the default of a list is the empty one: @Default("[]")

    @Model
    record Pointless(
            @Default("0") @Nullable Integer a, // ! with a default the property is never null: take @Nullable or @Default away
            @Default("x") Ref<Pointless> b, // ! a reference has no default: write @Nullable
            @Default("x") EntityId c, // ! an id has no default: write @Nullable
            @Default("{}") Label d) {} // ! a record inside of a model has no default: write @Nullable
}
