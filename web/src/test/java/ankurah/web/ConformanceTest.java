package ankurah.web;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.web.testkit.Subprocess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same code, run on every platform, writes the same transcript. */
class ConformanceTest {
    private static final int TIMEOUT_SECONDS = 100;
    private static final Path BUILD = Path.of(System.getProperty("ankurah.browser.build"));
    private static final Path SCRIPTS = Path.of("src", "test", "js");

    @TempDir
    private static Path folder;

    private static Path vectors;
    private static String jvm;

    @BeforeAll
    static void runHere() throws IOException {
        String all = vectors();
        vectors = Files.writeString(folder.resolve("vectors.json"), all);
        jvm = Conformance.transcript(all);
    }

    /** Every file of docs/vectors in one JSON object. */
    private static String vectors() throws IOException {
        List<String> fields = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("..", "docs", "vectors"), "*.json")) {
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".json", "");
                fields.add('"' + name + "\":" + Files.readString(file));
            }
        }
        return '{' + String.join(",", fields) + '}';
    }

    @Test
    void theTranscriptSaysTheSameEveryTime() throws IOException {
        assertThat(Conformance.transcript(Files.readString(vectors))).isEqualTo(jvm);
        assertThat(jvm.lines()).hasSizeGreaterThan(300).last().asString().startsWith("sha256 = ");
    }

    @Test
    void thePublishedVectorsHold() {
        assertThat(jvm)
                .contains("ids = ", "refused = ", "messages = ", "frames = ")
                .doesNotContain("does not hold");
    }

    @Test
    void nodeComputesWhatTheJvmComputes() {
        compare(List.of("node", script("node.mjs"), BUILD.toString(), "conformance", vectors.toString()));
    }

    @Test
    void chromiumComputesWhatTheJvmComputesAsJavaScript() {
        compare(List.of(
                "node",
                script("chromium.mjs"),
                Chromium.find(),
                BUILD.toString(),
                "js",
                "conformance",
                vectors.toString()));
    }

    @Test
    void chromiumComputesWhatTheJvmComputesAsWebAssembly() {
        compare(List.of(
                "node",
                script("chromium.mjs"),
                Chromium.find(),
                BUILD.toString(),
                "wasm",
                "conformance",
                vectors.toString()));
    }

    private void compare(List<String> command) {
        byte[] answer = Subprocess.output(TIMEOUT_SECONDS, command);
        assertThat(differences(new String(answer, StandardCharsets.UTF_8))).isEmpty();
        assertThat(answer).isEqualTo(jvm.getBytes(StandardCharsets.UTF_8));
    }

    /** The first lines that differ, ours before theirs. */
    private List<String> differences(String answer) {
        List<String> ours = jvm.lines().toList();
        List<String> theirs = answer.lines().toList();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(ours.size(), theirs.size()) && differences.size() < 20; i++) {
            String one = i < ours.size() ? ours.get(i) : "(the end)";
            String other = i < theirs.size() ? theirs.get(i) : "(the end)";
            if (!one.equals(other)) {
                differences.add("line " + (i + 1) + ": " + one);
                differences.add("line " + (i + 1) + ": " + other);
            }
        }
        return differences;
    }

    private static String script(String name) {
        return SCRIPTS.resolve(name).toString();
    }
}
