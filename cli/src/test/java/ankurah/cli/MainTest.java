package ankurah.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void anUnknownCommandExitsWithTwo() {
        assertThat(Main.run("no-such-command")).isEqualTo(2);
    }

    @Test
    void helpExitsWithZero() {
        assertThat(Main.run("help")).isZero();
    }
}
