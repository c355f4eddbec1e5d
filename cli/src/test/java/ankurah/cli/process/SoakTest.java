package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {
    @TempDir
    Path folder;

    @Test
    void aShortOneHoldsAndSaysWhatItMeasured() {
        Result soak = new Cli(folder).run("soak", "--clients", "25", "--seconds", "8", "--pause", "100", "--seed", "7");
        assertThat(soak.exit()).as("%s%n%s", soak.out(), soak.err()).isEqualTo(Exit.DONE);
        assertThat(soak.out())
                .anyMatch(line -> line.startsWith("25 clients, 8 s: ") && line.contains("1 kills of the server"))
                .anyMatch(line -> line.startsWith("commit to acknowledgement: p50 "))
                .anyMatch(line -> line.startsWith("commit to being seen by others: p50 "))
                .anyMatch(line -> line.equals("replay: ankurah soak --clients 25 --seconds 8 --pause 100 --seed 7"))
                .contains("all checks hold");
    }
}
