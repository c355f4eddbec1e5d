package ankurah.web.internal;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.query.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A few rows for queries: each property in several kinds, missing here and there, and references among them. */
final class Rows {
    private Rows() {}

    static List<Row> all() {
        Map<EntityId, Row> known = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        Dice dice = new Dice(13);
        for (int i = 0; i < 24; i++) {
            Map<String, Value> values = new HashMap<>();
            put(
                    values,
                    "n",
                    dice,
                    Value.of(-1),
                    Value.of(0),
                    Value.of(1),
                    Value.of(1.5),
                    decimal("1.5"),
                    decimal("-0.1"),
                    Value.of(9));
            put(
                    values,
                    "s",
                    dice,
                    Value.of(""),
                    Value.of("a"),
                    Value.of("B"),
                    Value.of("O'Brien"),
                    Value.of("9"),
                    Value.of("\u00e9\ud83d\ude00%_"));
            put(values, "b", dice, Value.TRUE, Value.FALSE);
            put(
                    values,
                    "at",
                    dice,
                    new Value.Instant(0),
                    new Value.Instant(1_700_000_000_000_000L),
                    new Value.Date(19_000));
            put(
                    values,
                    "data",
                    dice,
                    json("{\"n\":9,\"s\":\"9\",\"a\":[1,{\"b\":null}]}"),
                    json("{\"n\":\"9\"}"),
                    json("[1,2]"),
                    json("9"));
            put(values, "order", dice, Value.of(1), Value.of("1"), Value.NULL);
            if (!rows.isEmpty()) {
                put(
                        values,
                        "ref",
                        dice,
                        Value.of(rows.get(dice.below(rows.size())).id()));
            }
            byte[] id = dice.bytes(EventId.BYTES);
            id[0] = 0;
            Row row = new MapRow(new EntityId(EventId.fromBytes(id)), values, known);
            known.put(row.id(), row);
            rows.add(row);
        }
        return rows;
    }

    /** One of the candidates, or at times none. */
    private static void put(Map<String, Value> values, String property, Dice dice, Value... candidates) {
        int at = dice.below(candidates.length + 1);
        if (at < candidates.length) {
            values.put(property, candidates[at]);
        }
    }

    private static Value decimal(String text) {
        return Value.of(new BigDecimal(text));
    }

    private static Value json(String text) {
        return new Value.Json(JsonText.parse(text));
    }

    private record MapRow(EntityId id, Map<String, Value> values, Map<EntityId, Row> known) implements Row {
        @Override
        public Value get(String property) {
            return property.equals("id") ? Value.of(id) : values.getOrDefault(property, Value.NULL);
        }

        @Override
        public @Nullable Row follow(EntityId target) {
            return known.get(target);
        }
    }
}
