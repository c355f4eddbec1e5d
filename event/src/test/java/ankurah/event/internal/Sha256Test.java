package ankurah.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void theStandardsExamplesHold() {
        assertThat(hashOf("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(hashOf("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(hashOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
                .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }

    @Test
    void theTwoAgreeOnEveryShortLength() {
        Random random = new Random(1);
        for (int length = 0; length <= 300; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertThat(Sha256.portable().hash(data))
                    .as("length %d", length)
                    .isEqualTo(Sha256.jdk().hash(data));
        }
        byte[] large = new byte[(1 << 20) + 7];
        random.nextBytes(large);
        assertThat(Sha256.portable().hash(large)).isEqualTo(Sha256.jdk().hash(large));
    }

    @Property
    void theTwoAgreeOnAnything(@ForAll @Size(max = 2000) byte[] data) {
        assertThat(Sha256.portable().hash(data)).isEqualTo(Sha256.jdk().hash(data));
    }

    @Test
    void threadsMayShareOne() throws InterruptedException {
        byte[] data = "abc".getBytes(StandardCharsets.UTF_8);
        String expected = hashOf("abc");
        String[] answers = new String[8];
        Thread[] threads = new Thread[answers.length];
        for (int i = 0; i < threads.length; i++) {
            int mine = i;
            threads[i] = Thread.ofPlatform().start(() -> {
                String answer = expected;
                for (int round = 0; round < 2000 && answer.equals(expected); round++) {
                    answer = Sha256.jdk().hash(data).toString();
                }
                answers[mine] = answer;
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).containsOnly(expected);
    }

    private static String hashOf(String text) {
        return Sha256.portable().hash(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
