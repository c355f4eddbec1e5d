package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeyCodeTest {
    @Property
    void theFormSortsAsTheKeysDo(@ForAll @Size(max = 20) byte[] one, @ForAll @Size(max = 20) byte[] other) {
        assertThat(Integer.signum(Arrays.compareUnsigned(KeyCode.encode(one), KeyCode.encode(other))))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
    }

    @Property
    void theFormTellsTheKey(@ForAll @Size(max = 40) byte[] key) {
        assertThat(KeyCode.decode(KeyCode.encode(key))).isEqualTo(key);
    }

    @Test
    void theFormIsThatOfTheCluster() {
        assertThat(KeyCode.encode(new byte[0])).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0xf7);
        assertThat(KeyCode.encode(new byte[] {1, 2, 3})).containsExactly(1, 2, 3, 0, 0, 0, 0, 0, 0xfa);
        assertThat(KeyCode.encode(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0xf7);
    }

    @Test
    void whatIsNoFormIsRefused() {
        for (byte[] code : new byte[][] {{}, {1}, {1, 2, 3, 4, 5, 6, 7, 8, 1}, {1, 2, 3, 4, 5, 6, 7, 8, -1}}) {
            assertThatThrownBy(() -> KeyCode.decode(code)).isInstanceOf(AnkurahException.Fault.class);
        }
    }
}
