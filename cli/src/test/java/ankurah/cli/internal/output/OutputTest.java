package ankurah.cli.internal.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void linesOfAnyLengthComeOutInOrder() {
        Output out = new Output(bytes);
        String expected = "";
        for (int length : new int[] {0, 1, 40_000, 7, 32_768, 32_767, 5}) {
            String line = "é".repeat(length);
            out.line(line);
            expected += line + "\n";
        }
        out.flush();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void aLineIsHeldBackUntilItIsWanted() {
        Output out = new Output(bytes);
        out.line("a");
        assertThat(bytes.size()).isZero();
        out.lineNow("b");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a\nb\n");
    }

    @Test
    void aClosedPipeIsTold() {
        Output out = new Output(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        out.line("a");
        assertThatThrownBy(out::flush).isInstanceOf(Output.Closed.class);
    }

    @Test
    void aRowHasItsIdFirstAndThenItsPropertiesByName() {
        EntityId id = EntityId.fromBytes(new byte[EventId.BYTES]);
        Map<String, Value> values = Map.of(
                "b", Value.of("\"x\"\n"),
                "a", Value.of(new BigDecimal("0.99")),
                "_deleted", Value.TRUE,
                "od\"d", Value.of(id));
        assertThat(RowText.of(id, new TreeMap<>(values)))
                .isEqualTo("{\"id\":\"" + id + "\",\"a\":0.99,\"b\":\"\\\"x\\\"\\n\",\"od\\\"d\":\"" + id + "\"}");
    }

    @Test
    void whatOthersChoseNeitherMovesTheCursorNorTurnsTheLine() {
        assertThat(Plain.of("a\u001b[2J\u202eb\tc\nd")).isEqualTo("a\\u001b[2J\\u202eb\tc\nd");
        assertThat(Plain.line("a\u001b[2J\u2067b\tc\nd")).isEqualTo("a\\u001b[2J\\u2067b c d");
        assertThat(Plain.of("one \ud83d\udc69\u200d\ud83d\udd2c and שלום"))
                .isEqualTo("one \ud83d\udc69\u200d\ud83d\udd2c and שלום");
    }

    @Test
    void progressIsDrawnOverOneLineAndWiped() {
        Terminal terminal = new Terminal(new Output(bytes), new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
        Progress progress = new Progress(terminal, 200);
        progress.update(100, 17);
        progress.clear();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("\r[###############...............] 50%  17 rows\r")
                .endsWith(" \r")
                .doesNotContain("\n");
    }

    @Test
    void progressIsSilentWhereThereIsNoTerminal() {
        Terminal terminal =
                new Terminal(new Output(bytes), new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        Progress progress = new Progress(terminal, 200);
        progress.update(100, 17);
        progress.clear();
        assertThat(bytes.size()).isZero();
    }

    @Test
    void progressOfUnknownLengthHasNoBar() {
        assertThat(Progress.bar(5, 0)).isEmpty();
        assertThat(Progress.bar(5, 5)).isEqualTo("[##############################] 100%  ");
        assertThat(Progress.bar(9, 5)).isEqualTo(Progress.bar(5, 5));
    }

    @Test
    void secondsAreRoundedToHundredths() {
        assertThat(Seconds.of(0)).isEqualTo("0.00 s");
        assertThat(Seconds.of(615_000_000)).isEqualTo("0.62 s");
        assertThat(Seconds.of(1_999_000_000)).isEqualTo("2.00 s");
        assertThat(Seconds.of(61_040_000_000L)).isEqualTo("61.04 s");
    }
}
