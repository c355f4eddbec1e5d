package ankurah.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.Value;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of Java is compiled as it stands there, and run. */
class ReadmeExampleTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?s)<!-- compiled and run by ReadmeExampleTest -->\n```java\n(.*?)\n\n(.*?)```");
    private static final Pattern CLIENT = Pattern.compile("`(Client\\.connect\\(.*?\\))`");

    @TempDir
    Path folder;

    private static MatchResult part(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.toMatchResult();
    }

    private void compile(String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Path file = Files.writeString(folder.resolve("Example.java"), source);
            List<String> options = List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-processor",
                    "ankurah.processor.ModelProcessor",
                    "-d",
                    folder.toString(),
                    "--release",
                    "21");
            boolean compiled = compiler.getTask(output, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(output + "\n" + source).isTrue();
        }
    }

    /** In a folder of its own, since the example opens one called data. */
    private String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        folder + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        "Example")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theExampleCompilesRunsAndLeavesWhatItSays() throws IOException, InterruptedException {
        MatchResult example = part(BLOCK);
        compile("""
                import ankurah.client.Client;
                import ankurah.core.*;
                import ankurah.core.model.Ref;
                import ankurah.model.*;
                import ankurah.storage.rocksdb.RocksStorage;
                import java.net.URI;
                import java.nio.file.Path;

                %s

                class Example {
                    public static void main(String[] args) {
                %s    }

                    static Context client() {
                        return %s.context();
                    }
                }
                """.formatted(example.group(1), example.group(2), part(CLIENT).group(1)));
        // Listeners run beside the program, which may end before they begin, and hear of several commits at once.
        String first = "2001 Origin of Symmetry\n";
        String second = "2002 The Origin of Symmetry\n";
        assertThat(run()).isIn("", first, second, first + second);
        try (Node node = Node.durable(RocksStorage.open(folder.resolve("data")), Policy.allowAll())) {
            assertThat(node.context().query("album", "year = 2002 AND artist.name = 'Muse'"))
                    .extracting((Entity row) -> row.get("name"))
                    .containsExactly(Value.of("The Origin of Symmetry"));
        }
    }
}
