package ankurah.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same code, run on every platform, writes the same transcript. */
class ConformanceTest {
    private static final Path BUILD = Path.of(System.getProperty("ankurah.browser.build"));
    private static final Path SCRIPTS = Path.of("src", "test", "js");

    private final String jvm = Conformance.transcript();

    @Test
    void theTranscriptSaysTheSameEveryTime() {
        assertThat(Conformance.transcript()).isEqualTo(jvm);
        assertThat(jvm.lines()).hasSizeGreaterThan(300).last().asString().startsWith("sha256 = ");
    }

    @Test
    void nodeComputesWhatTheJvmComputes() {
        compare(List.of("node", script("node.mjs"), BUILD.toString(), "conformance"));
    }

    @Test
    void chromiumComputesWhatTheJvmComputesAsJavaScript() {
        compare(List.of("node", script("chromium.mjs"), Chromium.find(), BUILD.toString(), "js", "conformance"));
    }

    @Test
    void chromiumComputesWhatTheJvmComputesAsWebAssembly() {
        compare(List.of("node", script("chromium.mjs"), Chromium.find(), BUILD.toString(), "wasm", "conformance"));
    }

    private void compare(List<String> command) {
        byte[] answer = Subprocess.output(command);
        // By lines first, so that a difference shows as the line it is in.
        assertThat(new String(answer, StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(jvm.lines().toList());
        assertThat(answer).isEqualTo(jvm.getBytes(StandardCharsets.UTF_8));
    }

    private static String script(String name) {
        return SCRIPTS.resolve(name).toString();
    }
}
