package ankurah.storage.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.internal.Hex;
import ankurah.event.internal.ValueOrder;
import ankurah.query.OrderBy;
import ankurah.query.Ordering;
import ankurah.query.SortKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ColumnKeysTest {
    private static final EntityId ENTITY = EntityId.fromBytes(new byte[EventId.BYTES]);
    private static final int CASES = 20_000;

    private final Random random = new Random(11);

    private Value value(int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 12)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.of(random.nextInt(7) - 3);
            case 3 -> Value.of(new BigDecimal(random.nextInt(9) - 4).movePointLeft(3));
            case 4 -> Value.of("a\u00e9\ud83d\ude00".substring(0, random.nextInt(3)));
            case 5 ->
                new Value.Bytes(
                        Arrays.copyOf(new byte[] {0, (byte) random.nextInt(2), (byte) 0xff}, random.nextInt(4)));
            case 6 -> new Value.Instant(random.nextInt(3) - 1);
            case 7 -> new Value.Uuid(random.nextInt(2) - 1L, 0);
            case 8 -> Value.of(ENTITY);
            case 9 -> new Value.List(List.of(value(depth - 1), value(depth - 1)));
            case 10 -> new Value.Json(new Value.Obj(Map.of("a", Value.of(random.nextInt(3)), "b", Value.NULL)));
            default -> Value.of("x".repeat(250 + random.nextInt(10)));
        };
    }

    private OrderBy column(String name) {
        return new OrderBy(OrderBy.ascending(name).path(), random.nextBoolean(), random.nextBoolean());
    }

    @Test
    void joinedColumnsCompareAsTheirValuesDo() {
        for (int i = 0; i < CASES; i++) {
            List<OrderBy> columns = List.of(column("a"), column("b"));
            List<Value> left = List.of(value(2), value(1));
            List<Value> right = List.of(random.nextInt(3) == 0 ? left.get(0) : value(2), value(1));
            int wanted = Ordering.of(columns).compare(new SortKey(left, ENTITY), new SortKey(right, ENTITY));
            int keys = ValueOrder.compareBytes(
                    Keys.indexEntry(1, columns, left, ENTITY), Keys.indexEntry(1, columns, right, ENTITY));
            boolean cut = ValueKeys.of(left.get(0)).length >= ValueKeys.MAX_BYTES
                    || ValueKeys.of(left.get(1)).length >= ValueKeys.MAX_BYTES;
            if (!cut) {
                assertThat(Integer.signum(keys))
                        .as("%s and %s in %s", left, right, columns)
                        .isEqualTo(Integer.signum(wanted));
            }
        }
    }

    @Test
    void theEndOfAColumnIsFoundWhateverItHolds() {
        for (int i = 0; i < CASES; i++) {
            List<OrderBy> columns = List.of(column("a"), column("b"), column("c"));
            List<Value> values = new ArrayList<>(List.of(value(2), value(2), value(2)));
            byte[] key = Keys.indexEntry(1, columns, values, ENTITY);
            int at = Keys.INDEX_PREFIX_BYTES;
            for (int c = 0; c < columns.size(); c++) {
                int end = ColumnKeys.end(key, at, columns.get(c));
                assertThat(Hex.encode(Arrays.copyOfRange(key, at, end)))
                        .as("%s in %s", values.get(c), columns.get(c))
                        .isEqualTo(Hex.encode(ColumnKeys.of(values.get(c), columns.get(c))));
                at = end;
            }
            assertThat(at).isEqualTo(Keys.indexValueEnd(key));
        }
    }

    @Test
    void whatIsNoColumnIsRefused() {
        for (int tag : new int[] {0x00, 0x04, 0x71, 0xff}) {
            byte[] key = {(byte) tag, 1, 2};
            Assertions.assertThatThrownBy(() -> ColumnKeys.end(key, 0, OrderBy.ascending("a")))
                    .isInstanceOf(AnkurahException.Invalid.class)
                    .hasMessageContaining("no value of an index begins there");
        }
    }

    @Test
    void columnsLieAsDocumented() {
        List<Value> values = List.of(Value.TRUE, Value.NULL);
        String id = "00".repeat(EventId.BYTES);
        List<OrderBy> plain = List.of(OrderBy.ascending("a"), OrderBy.descending("b"));
        assertThat(Hex.encode(Keys.indexEntry(3, plain, values, ENTITY))).isEqualTo("4000000003" + "0b" + "fa" + id);
        List<OrderBy> moved =
                List.of(OrderBy.descending("a"), OrderBy.ascending("b").withNullsLast());
        assertThat(Hex.encode(Keys.indexEntry(3, moved, values, ENTITY))).isEqualTo("4000000003" + "f4" + "70" + id);
        assertThat(Hex.encode(Keys.indexOutsideEntry(3, ENTITY))).isEqualTo("4000000003" + "ff" + id);
    }
}
