package ankurah.event;

import static ankurah.event.Fixtures.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventIdTest {
    @Property
    void bytesTextAndIdAreOneToOne(@ForAll @Size(32) byte[] bytes) {
        EventId id = EventId.fromBytes(bytes);
        assertThat(id.toBytes()).isEqualTo(bytes);
        assertThat(EventId.parse(id.toString())).isEqualTo(id).hasSameHashCodeAs(id);
        assertThat(EventId.parse(id.toString().toLowerCase(Locale.ROOT))).isEqualTo(id);
        assertThat(EntityId.fromBytes(bytes)).isEqualTo(EntityId.parse(id.toString()));
        assertThat(new EntityId(id).toBytes()).isEqualTo(bytes);
        assertThat(new EntityId(id)).hasToString(id.toString());
    }

    @Property
    void bytesTextsAndIdsSortAlike(
            @ForAll @Size(32) byte[] a, @ForAll @Size(32) byte[] b, @ForAll @Size(max = 31) byte[] same) {
        System.arraycopy(same, 0, a, 0, same.length);
        System.arraycopy(same, 0, b, 0, same.length);
        EventId x = EventId.fromBytes(a);
        EventId y = EventId.fromBytes(b);
        int expected = Integer.signum(Arrays.compareUnsigned(a, b));
        assertThat(Integer.signum(x.compareTo(y))).isEqualTo(expected);
        assertThat(Integer.signum(x.toString().compareTo(y.toString()))).isEqualTo(expected);
        assertThat(Integer.signum(new EntityId(x).compareTo(new EntityId(y)))).isEqualTo(expected);
        assertThat(x.equals(y)).isEqualTo(expected == 0);
    }

    @Property
    void theFirstTenCharactersAreTheTimestampOfAUlid(@ForAll @LongRange(min = 0, max = (1L << 47) - 1) long millis) {
        String text = Fixtures.id(HybridTime.ofMillis(millis), 1).toString();
        long read = 0;
        for (char c : text.substring(0, 10).toCharArray()) {
            read = read << 5 | "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(c);
        }
        assertThat(text).hasSize(52);
        assertThat(read).isEqualTo(millis);
    }

    @Property
    void systemsAndTransactionsReadBack(@ForAll long high, @ForAll long low) {
        SystemId system = new SystemId(high, low);
        TransactionId transaction = new TransactionId(high, low);
        assertThat(SystemId.parse(system.toString())).isEqualTo(system);
        assertThat(SystemId.fromBytes(system.toBytes())).isEqualTo(system);
        assertThat(TransactionId.parse(transaction.toString())).isEqualTo(transaction);
        assertThat(TransactionId.fromBytes(transaction.toBytes())).isEqualTo(transaction);
        assertThat(system.toString()).hasSize(26);
    }

    @Test
    void drawnIdsDiffer() {
        RandomSource random = Fixtures.random(7);
        assertThat(TransactionId.random(random)).isNotEqualTo(TransactionId.random(random));
        assertThat(SystemId.random(random)).isNotEqualTo(SystemId.random(random));
    }

    @Test
    void anyOtherNumberOfBytesIsRefused() {
        for (int length : new int[] {0, 15, 17, 31, 33}) {
            byte[] bytes = new byte[length];
            assertInvalid("id.malformed", () -> EventId.fromBytes(bytes));
            assertInvalid("id.malformed", () -> EntityId.fromBytes(bytes));
            assertInvalid("id.malformed", () -> SystemId.fromBytes(bytes));
            assertInvalid("id.malformed", () -> TransactionId.fromBytes(bytes));
            assertInvalid("hash.malformed", () -> Hash256.fromBytes(bytes));
        }
    }

    @Property
    void hashesReadBack(@ForAll @Size(32) byte[] bytes) {
        Hash256 hash = Hash256.fromBytes(bytes);
        assertThat(hash.toBytes()).isEqualTo(bytes);
        assertThat(hash).hasToString(java.util.HexFormat.of().formatHex(bytes)).isEqualTo(Hash256.fromBytes(bytes));
        assertThat(Hash256.ZERO.toBytes()).containsOnly(0);
    }
}
