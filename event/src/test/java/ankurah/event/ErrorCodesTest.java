package ankurah.event;

import static ankurah.event.Fixtures.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.internal.Hex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {
    private static final Pattern IN_CODE = Pattern.compile("\"([a-z]+\\.[a-z_0-9]+)\"");
    private static final Pattern IN_TABLE = Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z_0-9]+)` \\|");

    @Test
    void theTableInTheFormatListsEveryCode() throws IOException {
        String format = Files.readString(Path.of("..", "docs", "format.md"));
        String section = format.substring(format.indexOf("## Error codes"), format.indexOf("## Vectors"));
        Set<String> raised = find(IN_CODE, sources("src/main/java"));
        assertThat(raised).hasSizeGreaterThan(30);
        assertThat(find(IN_TABLE, section)).isEqualTo(raised);
    }

    @Test
    void everyCodeIsProvokedByATest() throws IOException {
        Set<String> raised = find(IN_CODE, sources("src/main/java"));
        // Every Java runtime has SHA-256, so this one cannot be.
        raised.remove("crypto.no_sha256");
        String tests = sources("src/test/java");
        assertThat(raised).allMatch(tests::contains);
    }

    @Test
    void hexadecimalTextIsReadInEitherCaseAndOtherwiseRefused() {
        assertThat(Hex.decode("00fFAb")).containsExactly(0, 0xff, 0xab);
        assertThat(Hex.encode(Hex.decode("00fFAb"))).isEqualTo("00ffab");
        for (String text : new String[] {"0", "0g", "g0", " 0", "0x", "\u06600", "-1"}) {
            assertInvalid("hex.malformed", () -> Hex.decode(text));
        }
    }

    private static Set<String> find(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String sources(String folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
