package ankurah.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static final int[] EDGES = {0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff};

    private final CharsetDecoder jdk = StandardCharsets.UTF_8.newDecoder();

    /** All first two bytes, where every rule shows; behind them, the edges of what a following byte may be. */
    @Test
    void agreesWithTheJdk() {
        for (int n = 0; n < 1 << 16; n++) {
            byte first = (byte) n;
            byte second = (byte) (n >>> 8);
            check(first);
            check(first, second);
            for (int third : EDGES) {
                check(first, second, (byte) third);
                for (int fourth : EDGES) {
                    check(first, second, (byte) third, (byte) fourth);
                }
            }
        }
    }

    private void check(byte... bytes) {
        boolean ours = Utf8.isWellFormed(bytes, 0, bytes.length);
        if (ours != isWellFormedToTheJdk(bytes)) {
            assertThat(ours).as(Hex.encode(bytes)).isEqualTo(!ours);
        }
    }

    private boolean isWellFormedToTheJdk(byte[] bytes) {
        return !jdk.reset()
                .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(8), true)
                .isError();
    }
}
