package ankurah.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Events over a fixed system, transaction and salt. */
final class Fixtures {
    static final Sha256 SHA = Sha256.jdk();
    static final SystemId SYSTEM = new SystemId(0x0123456789abcdefL, 0xfedcba9876543210L);
    static final TransactionId TRANSACTION = new TransactionId(1, 2);
    static final long TIME = HybridTime.ofMillis(1_700_000_000_000L);

    private Fixtures() {}

    static byte[] salt(int seed) {
        return random(seed).bytes(Payload.SALT_BYTES);
    }

    static RandomSource random(long seed) {
        Random random = new Random(seed);
        return count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    static Payload payload(String property, Value value) {
        return new Payload(salt(1), List.of(Operation.write(property, value)));
    }

    static Event genesis() {
        return genesis(TIME, payload("name", Value.of("Muse")));
    }

    static Event genesis(long time, Payload payload) {
        return Event.seal(SYSTEM, "artist", null, Clock.EMPTY, TRANSACTION, "alice", time, payload, SHA);
    }

    static Event child(Event genesis, Clock parents, long time) {
        return child(genesis, parents, time, payload("name", Value.of("Muse!")));
    }

    static Event child(Event genesis, Clock parents, long time, Payload payload) {
        return Event.seal(
                SYSTEM,
                genesis.header().collection(),
                genesis.entity(),
                parents,
                TRANSACTION,
                "alice",
                time,
                payload,
                SHA);
    }

    /** An id of this time with an otherwise arbitrary hash. */
    static EventId id(long time, int seed) {
        return EventId.of(time, Hash256.fromBytes(random(seed).bytes(Hash256.BYTES)));
    }

    static void assertInvalid(String code, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(AnkurahException.Invalid.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.retryable()).isFalse();
        });
    }
}
