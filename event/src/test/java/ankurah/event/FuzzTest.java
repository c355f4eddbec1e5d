package ankurah.event;

import static ankurah.event.Fixtures.SHA;
import static ankurah.event.Fixtures.TIME;
import static ankurah.event.Fixtures.child;
import static ankurah.event.Fixtures.genesis;
import static ankurah.event.Fixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Damaged encodings: each is either refused as invalid or the one encoding of what was read. */
class FuzzTest {
    private static final String DAMAGE = "{}[]\",:\\u0019eE.-+ tfn\ud800\0";

    @Property(tries = 3000)
    void damagedValuesAreRefusedOrCanonical(@ForAll("values") Value value, @ForAll long seed) {
        check(ValueCodec.encode(value), seed, ValueCodec::decode, ValueCodec::encode);
    }

    @Property(tries = 1000)
    void damagedPayloadsAreRefusedOrCanonical(@ForAll("values") Value value, @ForAll long seed) {
        check(payload("name", value).encode(), seed, Payload::decode, Payload::encode);
    }

    @Property(tries = 1000)
    void damagedHeadersAreRefusedOrCanonical(@ForAll long seed) {
        Event genesis = genesis();
        Event a = child(genesis, Clock.of(genesis.id()), TIME + 1);
        Event b = child(genesis, Clock.of(a.id(), genesis.id()), TIME + 2);
        check(b.header().encode(), seed, Header::decode, Header::encode);
        check(genesis.header().encode(), seed, Header::decode, Header::encode);
    }

    @Property(tries = 1000)
    void damagedEventsAreRefusedOrCanonical(@ForAll("values") Value value, @ForAll long seed) {
        Event event = genesis(TIME, payload("name", value));
        check(event.encode(), seed, bytes -> Event.decode(bytes, SHA), Event::encode);
        check(event.erased().encode(), seed, bytes -> Event.decode(bytes, SHA), Event::encode);
    }

    @Property(tries = 1000)
    void damagedCommitsAreRefusedOrCanonical(@ForAll long seed) {
        Event genesis = genesis();
        Event a = child(genesis, Clock.of(genesis.id()), TIME + 1);
        Commit commit = Commit.of(List.of(genesis, a), SHA);
        check(commit.encode(), seed, bytes -> Commit.decode(bytes, SHA), Commit::encode);
    }

    @Property(tries = 3000)
    void damagedJsonIsRefusedOrReadsBack(@ForAll("values") Value value, @ForAll long seed) {
        StringBuilder text = new StringBuilder(JsonText.print(value));
        Random random = new Random(seed);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            text.setCharAt(at, DAMAGE.charAt(random.nextInt(DAMAGE.length())));
        }
        try {
            Value read = JsonText.parse(text.toString());
            assertThat(JsonText.parse(JsonText.print(read))).isEqualTo(read);
        } catch (AnkurahException.Invalid refused) {
            assertThat(refused.code()).isEqualTo("json.malformed");
        }
    }

    @Property(tries = 3000)
    void randomBytesNeverEscapeAsAnythingElse(@ForAll byte[] bytes) {
        refusedOrNull(() -> ValueCodec.decode(bytes));
        refusedOrNull(() -> Payload.decode(bytes));
        refusedOrNull(() -> Header.decode(bytes));
        refusedOrNull(() -> Event.decode(bytes, SHA));
        refusedOrNull(() -> Commit.decode(bytes, SHA));
    }

    private static void refusedOrNull(Runnable decode) {
        try {
            decode.run();
        } catch (AnkurahException.Invalid refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static <T> void check(byte[] sound, long seed, Function<byte[], T> decode, Function<T, byte[]> encode) {
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            byte[] damaged = damage(sound, random);
            try {
                T read = decode.apply(damaged);
                assertThat(encode.apply(read)).isEqualTo(damaged);
            } catch (AnkurahException.Invalid refused) {
                assertThat(refused.code()).isNotBlank();
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    private static byte[] damage(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes = Arrays.copyOf(bytes, at);
            case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
            case 4 -> bytes = splice(bytes, at, new byte[] {(byte) random.nextInt()}, 0);
            case 5 -> bytes = splice(bytes, at, new byte[0], 1 + random.nextInt(4));
            default -> {
                // A length of up to 2^64 in place of whatever stands there.
                byte[] head = new byte[9];
                random.nextBytes(head);
                head[0] = (byte) (bytes[at] & 0xe0 | 27);
                bytes = splice(bytes, at, head, 1);
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, byte[] insert, int remove) {
        int from = Math.min(bytes.length, at + remove);
        byte[] result = new byte[at + insert.length + bytes.length - from];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(insert, 0, result, at, insert.length);
        System.arraycopy(bytes, from, result, at + insert.length, bytes.length - from);
        return result;
    }

    @Provide
    Arbitrary<Value> values() {
        return Arbitraries.oneOf(Samples.values(), Samples.json());
    }
}
