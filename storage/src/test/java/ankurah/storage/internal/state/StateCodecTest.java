package ankurah.storage.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Hex;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateCodecTest {
    private static final EntityId ID = new EntityId(id(1));

    @Property
    void aStateIsReadBackAsItWas(@ForAll long seed) {
        EntityState state = state(new Random(seed));
        assertThat(EntityState.decode(state.encode())).isEqualTo(state);
        assertThat(EntityState.decode(state.encode()).encode()).isEqualTo(state.encode());
        byte[] body = StateCodec.encodeBody(state);
        EncodedRow row = new EncodedRow(state.collection(), new NamePool(), target -> null);
        row.moveTo(state.id(), body);
        assertThat(row.toState()).isEqualTo(state);
        assertThat(row.isDeleted()).isEqualTo(state.isDeleted());
        for (String name : List.of("a", "b", "", "id", "zz", "\u00e9", "\uffff", "\ud83d\ude00", Names.DELETED, "ab")) {
            assertThat(row.get(name)).as(name).isEqualTo(state.get(name));
        }
    }

    @Property(tries = 300)
    void theOrderInWhichPropertiesCameDoesNotShow(@ForAll long seed) {
        EntityState state = state(new Random(seed));
        List<String> names = new ArrayList<>(state.properties().keySet());
        Collections.shuffle(names, new Random(seed));
        EntityState built = EntityState.empty(state.collection(), state.id());
        for (String name : names) {
            built = built.with(state.head(), Map.of(name, state.properties().get(name)));
        }
        assertThat(built).isEqualTo(names.isEmpty() ? built : state);
        assertThat(built.with(state.head(), Map.of()).encode()).isEqualTo(state.encode());
    }

    @Test
    void theBytesAreThoseOfTheFormatPage() {
        EntityState state = new EntityState(
                "album",
                ID,
                Clock.of(id(2)),
                new TreeMap<>(Map.of(
                        "name", new PropertyState("lww", 1, Value.of("Absolution"), id(1).toBytes()),
                        "plays", new PropertyState("counter", 1, Value.of(3), new byte[0]),
                        "year", new PropertyState("lww", 1, Value.of(2003), id(2).toBytes()))));
        assertThat(Hex.encode(state.encode()))
                .isEqualTo("83" + "65616c62756d" + "5820" + hex(1) + "83" + "01" + "81" + "5820" + hex(2) + "83"
                        + "85" + "646e616d65" + "636c7777" + "01" + "6a4162736f6c7574696f6e" + "00"
                        + "85" + "65706c617973" + "67636f756e746572" + "01" + "03" + "40"
                        + "85" + "6479656172" + "636c7777" + "01" + "1907d3" + "01");
    }

    @Test
    void anyOtherEncodingIsRefused() {
        assertMalformed(state("b", "a", 0));
        assertMalformed(state("a", "a", 0));
        assertMalformed(state("a", "b", 9));
        byte[] good = state("a", "b", 0);
        assertThat(EntityState.decode(good).encode()).isEqualTo(good);
        assertMalformed(Arrays.copyOf(good, good.length + 1));
        CborWriter spelledOut = begin(1);
        property(spelledOut, "a").bytes(ID.toBytes());
        assertMalformed(spelledOut.toBytes());
    }

    @Test
    void aLaterVersionIsRefused() {
        byte[] later = new CborWriter()
                .array(3)
                .text("album")
                .bytes(ID.toBytes())
                .array(3)
                .integer(2)
                .array(0)
                .array(0)
                .toBytes();
        assertThatThrownBy(() -> EntityState.decode(later))
                .isInstanceOf(AnkurahException.Invalid.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("version 1");
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatThrownBy(() -> EntityState.decode(bytes))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("cbor.malformed"));
    }

    private static byte[] state(String first, String second, int reference) {
        CborWriter out = begin(2);
        property(out, first).integer(0);
        return property(out, second).integer(reference).toBytes();
    }

    private static CborWriter begin(int properties) {
        return new CborWriter()
                .array(3)
                .text("album")
                .bytes(ID.toBytes())
                .array(3)
                .integer(1)
                .array(1)
                .bytes(ID.toBytes())
                .array(properties);
    }

    private static CborWriter property(CborWriter out, String name) {
        return out.array(5).text(name).text("lww").integer(1).nul();
    }

    private static EntityState state(Random random) {
        String[] names = {"a", "b", "\u00e9", "\uffff", "\ud83d\ude00", Names.DELETED, "ab", "a\u00e9"};
        TreeMap<String, PropertyState> properties = new TreeMap<>();
        for (int i = random.nextInt(24); i > 0; i--) {
            String name = names[random.nextInt(names.length)] + (random.nextBoolean() ? "" : random.nextInt(20));
            byte[] state = random.nextInt(4) == 0
                    ? new byte[random.nextInt(12)]
                    : id(random.nextInt(20)).toBytes();
            properties.put(name, new PropertyState(random.nextBoolean() ? "lww" : "set", 1, value(random), state));
        }
        List<EventId> head = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            head.add(id(random.nextInt(30)));
        }
        return new EntityState("c\u00e9", ID, Clock.of(head), properties);
    }

    private static Value value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.of(random.nextLong() >> random.nextInt(64));
            case 3 -> Value.of(random.nextDouble());
            case 4 -> Value.of(new BigDecimal("12345678901234567890.5"));
            case 5 -> new Value.Json(new Value.Obj(new TreeMap<>(Map.of("a", Value.of(1), "bb", Value.TRUE))));
            case 6 -> new Value.List(List.of(Value.of("x"), Value.NULL));
            case 7 -> Value.of(ID);
            default -> Value.of("x".repeat(random.nextInt(300)));
        };
    }

    private static EventId id(int n) {
        byte[] bytes = new byte[EventId.BYTES];
        bytes[7] = (byte) n;
        bytes[31] = (byte) n;
        return EventId.fromBytes(bytes);
    }

    private static String hex(int n) {
        return Hex.encode(id(n).toBytes());
    }
}
