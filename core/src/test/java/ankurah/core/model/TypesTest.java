package ankurah.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TypesTest {
    private enum Genre {
        ROCK,
        POP
    }

    private record Label(String name, @Nullable Integer founded, List<Double> scores, Instant since) {}

    private static final class LabelType extends RecordType<Label> {
        private static final Property.Required<String> NAME = Property.required("name", Types.STRING);
        private static final Property.Optional<Integer> FOUNDED = Property.optional("founded", Types.INT);
        private static final Property.Required<List<Double>> SCORES =
                Property.required("scores", Types.list(Types.DOUBLE));
        private static final Property.Required<Instant> SINCE = Property.required("since", Types.INSTANT);

        LabelType() {
            super("a Label");
        }

        @Override
        protected Label read(Value.Obj json) {
            return new Label(NAME.read(json), FOUNDED.read(json), SCORES.read(json), SINCE.read(json));
        }

        @Override
        protected Values write(Label label, Values into) {
            return into.put(NAME, label.name())
                    .put(FOUNDED, label.founded())
                    .put(SCORES, label.scores())
                    .put(SINCE, label.since());
        }
    }

    private static final ValueType<Genre> GENRE = Types.constants(List.of(Genre.values()));

    private static <T> void assertSurvives(ValueType<T> type, T value, Value stored) {
        assertThat(type.encode(value)).isEqualTo(stored);
        assertThat(type.encode(value).kind()).isEqualTo(type.kind());
        assertThat(type.decode(stored)).isEqualTo(value);
        assertThat(type.fromJson(type.toJson(value))).isEqualTo(value);
        new Value.Json(type.toJson(value));
    }

    @Test
    void everyTypeIsReadAsItWasWritten() {
        EntityId id = new EntityId(EventId.fromBytes(new byte[32]));
        assertSurvives(Types.BOOL, true, Value.TRUE);
        assertSurvives(Types.INT, -5, Value.of(-5));
        assertSurvives(Types.LONG, Long.MIN_VALUE, Value.of(Long.MIN_VALUE));
        assertSurvives(Types.DOUBLE, 0.1, Value.of(0.1));
        assertSurvives(Types.DOUBLE, Double.NEGATIVE_INFINITY, Value.of(Double.NEGATIVE_INFINITY));
        assertSurvives(Types.DECIMAL, new BigDecimal("9.9"), Value.of(new BigDecimal("9.9")));
        assertSurvives(Types.STRING, "it's 'ö'", Value.of("it's 'ö'"));
        assertSurvives(Types.BYTES, new byte[] {1, -1}, new Value.Bytes(new byte[] {1, -1}));
        assertSurvives(Types.INSTANT, Instant.EPOCH.plusNanos(1_000), new Value.Instant(1));
        assertSurvives(Types.INSTANT, Instant.EPOCH.minusNanos(1_000), new Value.Instant(-1));
        assertSurvives(Types.DATE, LocalDate.of(1969, 12, 31), new Value.Date(-1));
        assertSurvives(Types.LOCAL_DATETIME, LocalDateTime.of(1970, 1, 1, 0, 0, 1), new Value.LocalDateTime(1_000_000));
        assertSurvives(Types.UUID, new UUID(-1, 7), new Value.Uuid(-1, 7));
        assertSurvives(Types.ID, id, Value.of(id));
        assertSurvives(Types.JSON, new Value.Json(JsonText.parse("[1,{}]")), new Value.Json(JsonText.parse("[1,{}]")));
        assertSurvives(GENRE, Genre.POP, Value.of("POP"));
        assertSurvives(Types.list(Types.INT), List.of(1, 2), new Value.List(List.of(Value.of(1), Value.of(2))));
    }

    @Test
    void aRecordIsStoredAsJsonInWhichEverythingHasItsText() {
        Label label = new Label("EMI", null, List.of(0.5, 2.0), Instant.EPOCH);
        assertSurvives(
                new LabelType(),
                label,
                new Value.Json(
                        JsonText.parse("{\"name\":\"EMI\",\"scores\":[0.5,2.0],\"since\":\"1970-01-01T00:00:00Z\"}")));
        assertSurvives(
                Types.list(new LabelType()), List.of(label), new Value.List(List.of(new LabelType().encode(label))));
    }

    @Test
    void whatIsFinerThanAMicrosecondIsCutOffTowardsThePast() {
        assertThat(Types.INSTANT.encode(Instant.EPOCH.minusNanos(1))).isEqualTo(new Value.Instant(-1));
        assertThat(Types.INSTANT.encode(Instant.EPOCH.plusNanos(1_999))).isEqualTo(new Value.Instant(1));
    }

    @Test
    void aPointInTimeBeyondTheStoredOnesIsRefused() {
        assertThatThrownBy(() -> Types.INSTANT.encode(Instant.MAX))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("value.time_out_of_range"));
    }

    @Test
    void aNumberIsReadAsAnotherKindOfNumberIfNothingIsLost() {
        Value three = Value.of(new BigDecimal("3.00"));
        Value half = Value.of(new BigDecimal("0.5"));
        assertThat(Types.INT.decode(three)).isEqualTo(3);
        assertThat(Types.INT.decode(Value.of(3.0))).isEqualTo(3);
        assertThat(Types.INT.decode(half)).isNull();
        assertThat(Types.INT.decode(Value.of(1L << 40))).isNull();
        assertThat(Types.LONG.decode(Value.of(1e300))).isNull();
        assertThat(Types.LONG.decode(Value.of(-0x1p63))).isEqualTo(Long.MIN_VALUE);
        assertThat(Types.LONG.decode(Value.of(0x1p63))).isNull();
        assertThat(Types.DOUBLE.decode(half)).isEqualTo(0.5);
        assertThat(Types.DOUBLE.decode(Value.of(3))).isEqualTo(3.0);
        assertThat(Types.DOUBLE.decode(Value.of((1L << 53) + 1))).isNull();
        assertThat(Types.DECIMAL.decode(Value.of(0.1))).isEqualTo(new BigDecimal("0.1"));
        assertThat(Types.DECIMAL.decode(Value.of(Double.POSITIVE_INFINITY))).isNull();
        assertThat(Types.DECIMAL.decode(Value.of("1"))).isNull();
    }

    @Test
    void whatIsNoValueOfATypeIsNotRead() {
        for (ValueType<?> type : List.of(
                Types.BOOL,
                Types.INT,
                Types.DOUBLE,
                Types.STRING,
                Types.BYTES,
                Types.INSTANT,
                Types.DATE,
                Types.UUID,
                Types.ID,
                Types.JSON,
                GENRE,
                Types.list(Types.INT),
                new LabelType())) {
            assertThat(type.decode(new Value.LocalDateTime(0)))
                    .as(type.description())
                    .isNull();
        }
        assertThat(GENRE.decode(Value.of("JAZZ"))).isNull();
        assertThat(GENRE.description()).isEqualTo("one of ROCK, POP");
        assertThat(Types.list(Types.INT).decode(new Value.List(List.of(Value.of("x")))))
                .isNull();
        assertThat(Types.DATE.fromJson(Value.of("yesterday"))).isNull();
    }

    @Test
    void aRecordWithoutAFieldItNeedsSaysWhichOne() {
        assertThatThrownBy(() -> new LabelType().decode(new Value.Json(new Value.Obj(Map.of()))))
                .isInstanceOf(AnkurahException.Conflict.class)
                .hasMessage("the field 'name' is missing, and its record does not mark it @Nullable");
        assertThatThrownBy(() -> new LabelType().decode(new Value.Json(new Value.Obj(Map.of("name", Value.of(1))))))
                .hasMessage("the field 'name' holds the int 1, which is not a text");
    }

    /** For each type a value of every kind, alone and in a list and a set. */
    @Test
    void aTypeHasWhatItDecodes() {
        List<Value> values = List.of(
                Value.NULL,
                Value.TRUE,
                Value.of(3),
                Value.of(3_000_000_000L),
                Value.of(1.5),
                Value.of(new BigDecimal("0.1")),
                Value.of(new BigDecimal("3")),
                Value.of("ROCK"),
                Value.of("JAZZ"),
                new Value.Bytes(new byte[] {1}),
                new Value.Instant(1),
                new Value.Date(1),
                new Value.LocalDateTime(1),
                new Value.Uuid(1, 2),
                Value.of(new EntityId(EventId.fromBytes(new byte[32]))),
                new Value.Json(new Value.Obj(Map.of())));
        List<ValueType<?>> types = List.of(
                Types.BOOL,
                Types.INT,
                Types.LONG,
                Types.DOUBLE,
                Types.DECIMAL,
                Types.STRING,
                Types.BYTES,
                Types.INSTANT,
                Types.DATE,
                Types.LOCAL_DATETIME,
                Types.UUID,
                Types.ID,
                Types.JSON,
                GENRE);
        for (ValueType<?> type : types) {
            for (Value value : values) {
                assertHasWhatItDecodes(type, value);
                Value list = new Value.List(List.of(value));
                assertHasWhatItDecodes(Types.list(type), list);
                assertHasWhatItDecodes(new SetType<>(type), list);
                assertHasWhatItDecodes(Types.list(type), value);
            }
        }
    }

    private static void assertHasWhatItDecodes(ValueType<?> type, Value value) {
        assertThat(type.has(value)).as("%s is %s", value, type).isEqualTo(type.decode(value) != null);
    }

    @Test
    void aDefaultIsAValueOfItsType() {
        assertThat(Property.required("scores", Types.list(Types.DOUBLE))
                        .orElse("[1, 2.5]")
                        .fallback())
                .isNotNull();
        assertThatThrownBy(() -> Property.required("year", Types.INT).orElse("3000000000"))
                .hasMessage("the default of year is not an int: 3000000000");
        assertThatThrownBy(
                        () -> Property.required("days", Types.list(Types.DATE)).orElse("[1]"))
                .isInstanceOf(AnkurahException.Invalid.class);
    }
}
