package ankurah.core.internal.sync.client;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.NodeOptions;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final int FIRST = 100;
    private static final int MOST = 5_000;

    private final Random random = new Random(1);

    private Backoff backoff() {
        return new Backoff(NodeOptions.defaults().withRetry(FIRST, MOST), count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    /** Of many clients after the same history: they wait up to the bound, and not all for the same time. */
    private void assertBound(long bound, Consumer<Backoff> history) {
        Set<Long> waits = new HashSet<>();
        for (int client = 0; client < 500; client++) {
            Backoff backoff = backoff();
            history.accept(backoff);
            waits.add(backoff.nextMillis());
        }
        assertThat(waits).allMatch(wait -> wait >= 0 && wait <= bound).anyMatch(wait -> wait > bound * 9 / 10);
        assertThat(waits).hasSizeGreaterThan(50);
    }

    private static Consumer<Backoff> failures(int count) {
        return backoff -> {
            for (int i = 0; i < count; i++) {
                long unused = backoff.nextMillis();
            }
        };
    }

    @Test
    void theBoundDoublesWithEachFailureUpToTheGreatest() {
        for (int count = 0; count < 40; count++) {
            assertBound(Math.min(MOST, (long) FIRST << Math.min(count, 20)), failures(count));
        }
    }

    @Test
    void aConnectionThatHeldBeginsAnew() {
        assertBound(FIRST, failures(5).andThen(backoff -> backoff.lasted(FIRST << 4)));
        assertBound(FIRST, failures(50).andThen(backoff -> backoff.lasted(MOST)));
    }

    @Test
    void aServerThatGreetsAndHangsUpIsAskedMoreAndMoreSeldom() {
        assertBound(MOST, backoff -> {
            for (int i = 0; i < 10; i++) {
                long unused = backoff.nextMillis();
                backoff.lasted(3);
            }
        });
    }
}
