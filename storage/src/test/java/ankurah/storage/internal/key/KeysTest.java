package ankurah.storage.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Value;
import ankurah.event.internal.Hex;
import ankurah.query.OrderBy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The layout of docs/format.md, byte for byte: what was stored with it must stay readable. */
class KeysTest {
    private static final String ID = "00".repeat(31) + "07";
    private static final EntityId ENTITY = EntityId.fromBytes(Hex.decode(ID));
    private static final EventId EVENT = EventId.fromBytes(Hex.decode("11".repeat(32)));

    @Test
    void everyKindOfEntryHasItsPlace() {
        assertKey(Keys.FORMAT, "00");
        assertKey(Keys.collection("a\u00e9"), "01" + "61c3a9");
        assertKey(Keys.indexRecord(3), "02" + "00000003");
        assertKey(Keys.state(2, ENTITY), "10" + "00000002" + ID);
        assertKey(Keys.event(ENTITY, EVENT), "20" + ID + "11".repeat(32));
        assertKey(Keys.log(5), "30" + "0000000000000005");
        assertKey(Keys.commit(Hash256.ZERO), "31" + "00".repeat(32));
        assertKey(
                Keys.indexEntry(3, List.of(OrderBy.ascending("p")), List.of(Value.TRUE), ENTITY),
                "40" + "00000003" + "0b" + ID);
        assertKey(Keys.meta("m"), "50" + "6d");
    }

    @Test
    void everyKindOfValueHasItsKey() {
        assertKey(ValueKeys.of(Value.NULL), "05");
        assertKey(ValueKeys.of(Value.FALSE), "0a");
        assertKey(ValueKeys.of(Value.of(1)), "10" + "bff0000000000000" + "00");
        assertKey(ValueKeys.of(Value.of(-1)), "10" + "400fffffffffffff" + "00");
        assertKey(ValueKeys.of(Value.of(new BigDecimal("0.5"))), "10" + "bfe0000000000000" + "00");
        assertKey(
                ValueKeys.of(Value.of(new BigDecimal("0.123"))),
                "10" + "bfbf7ced916872b0" + "01" + "1000" + "0d" + "1f" + "00");
        assertKey(
                ValueKeys.of(Value.of(new BigDecimal("-0.123"))),
                "10" + "404083126e978d4e" + "01" + "efff" + "f2" + "e0" + "ff");
        assertKey(ValueKeys.of(Value.of("a\u00e9")), "20" + "61c3a9" + "00");
        assertKey(ValueKeys.of(new Value.Bytes(new byte[] {1, 0, 2})), "28" + "0100ff02" + "0001");
        assertKey(ValueKeys.of(new Value.Instant(1)), "30" + "8000000000000001");
        assertKey(ValueKeys.of(new Value.Date(-1)), "38" + "7fffffffffffffff");
        assertKey(ValueKeys.of(new Value.LocalDateTime(0)), "40" + "8000000000000000");
        assertKey(ValueKeys.of(new Value.Uuid(1, 2)), "48" + "0000000000000001" + "0000000000000002");
        assertKey(ValueKeys.of(Value.of(ENTITY)), "50" + ID);
        assertKey(ValueKeys.of(new Value.List(List.of(Value.NULL, Value.TRUE))), "60" + "05" + "0b" + "00");
        Value object = new Value.Obj(new TreeMap<>(Map.of("k", Value.TRUE)));
        assertKey(ValueKeys.of(new Value.Json(object)), "58" + "68" + "01" + "6b" + "00" + "0b" + "00");
    }

    private static void assertKey(byte[] key, String hex) {
        assertThat(Hex.encode(key)).isEqualTo(hex);
    }
}
