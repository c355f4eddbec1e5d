package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final Map<String, Integer> ROWS = Map.ofEntries(
            Map.entry("genre", 25),
            Map.entry("media_type", 5),
            Map.entry("artist", 275),
            Map.entry("album", 347),
            Map.entry("track", 3503),
            Map.entry("employee", 8),
            Map.entry("customer", 59),
            Map.entry("invoice", 412),
            Map.entry("invoice_line", 2240),
            Map.entry("playlist", 18),
            Map.entry("playlist_track", 8715));

    @TempDir
    Path folder;

    @Test
    void whatItPrintsWorksAsPrintedAndASecondStartLoadsNothing() {
        Cli cli = new Cli(folder);
        try (Running demo = cli.start("demo", "--port", "0")) {
            assertThat(demo.nextLine()).startsWith("loaded the Chinook catalogue: 15607 rows");
            String url = url(demo);
            List<String[]> commands = printed(demo);
            assertThat(commands).extracting(words -> words[0]).containsExactly("watch", "query", "edit", "history");

            try (Running watch = cli.start(commands.get(0))) {
                watch.awaitLine("{\"change\":\"ready\"}"::equals);
                assertThat(cli.run(commands.get(1)).out()).hasSize(3);
                Result edited = cli.run(commands.get(2));
                assertThat(edited.err()).isEmpty();
                assertThat(watch.nextLine()).contains(commands.get(2)[1], "9000000");
                assertThat(cli.run(commands.get(3)).out()).hasSize(2);
            }
            ROWS.forEach(
                    (collection, rows) -> assertThat(cli.run("query", "", "--collection", collection, "--server", url)
                                    .out())
                            .as(collection)
                            .hasSize(rows));
            assertThat(demo.terminate()).isEqualTo(Exit.DONE);
        }
        try (Running again = cli.start("demo", "--port", "0")) {
            assertThat(again.nextLine()).startsWith("listening on ws://127.0.0.1:");
            again.kill();
        }
        assertThat(cli.run("query", "", "--collection", "genre", "--data", "ankurah-data")
                        .out())
                .hasSize(25);
    }

    private static String url(Running demo) {
        return demo.awaitLine(line -> line.startsWith("listening on ")).substring("listening on ".length());
    }

    /** The commands printed, as the words a shell makes of them. */
    private static List<String[]> printed(Running demo) {
        List<String[]> commands = new ArrayList<>();
        for (String line = demo.nextLine(); !line.startsWith("Collections"); line = demo.nextLine()) {
            String command = line.strip();
            if (command.startsWith("./ankurah ")) {
                commands.add(words(command.substring("./ankurah ".length())));
            }
        }
        return commands;
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char quote = line.charAt(at);
            boolean quoted = quote == '"' || quote == '\'';
            int end = line.indexOf(quoted ? quote : ' ', at + 1);
            end = end < 0 ? line.length() : end;
            words.add(line.substring(quoted ? at + 1 : at, end));
            at = end + (quoted ? 2 : 1);
        }
        return words.toArray(String[]::new);
    }
}
