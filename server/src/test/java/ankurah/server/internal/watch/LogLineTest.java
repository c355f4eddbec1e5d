package ankurah.server.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void whatOthersChoseCannotEndTheLineOrTheValue() {
        assertThat(LogLine.of("signed in")
                        .with("connection", 7)
                        .with("principal", "ann\n2026 ERROR \"x\"\\ connection=8\u001b[2J\u202e\u0085")
                        .toString())
                .isEqualTo("signed in connection=7"
                        + " principal=\"ann\\u000a2026 ERROR \\\"x\\\"\\\\ connection=8\\u001b[2J\\u202e\\u0085\"");
    }

    @Test
    void plainValuesStandAsTheyAreAndLongOnesAreCut() {
        assertThat(LogLine.of("x").with("a", "b-1.c").with("d", "").toString()).isEqualTo("x a=b-1.c d=\"\"");
        assertThat(LogLine.of("x").with("a", "y".repeat(10_000)).toString()).hasSizeLessThan(700);
    }
}
