package ankurah.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each target in a process of its own, begun from the inputs in {@code corpus}, which were kept because each reaches code that
 * the others do not. A failure prints the input that does it. {@code -Dankurah.deep=true} runs ten million inputs each. Two
 * run beside each other (junit-platform.properties).
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 3, unit = TimeUnit.HOURS)
class DecodersTest {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final int RUNS = DEEP ? 10_000_000 : 20_000;
    private static final int CONVERSATIONS = DEEP ? 1_000_000 : 5_000;
    private static final int HOURS = 3;
    private static final Path CORPUS = Path.of("corpus");

    /** Hooks for what is not used here (LDAP, XML, scripts and such), which take longer to load than to run. */
    private static final String SANITIZERS = Stream.of(
                    "ClojureLangHooks",
                    "Deserialization",
                    "ExpressionLanguageInjection",
                    "LdapInjection",
                    "NamingContextLookup",
                    "OsCommandInjection",
                    "ReflectiveCall",
                    "RegexInjection",
                    "RegexRoadblocks",
                    "ScriptEngineInjection",
                    "ServerSideRequestForgery",
                    "SqlInjection",
                    "TemplateInjection",
                    "UnsafeSanitizer",
                    "XPathInjection",
                    "XmlParserSsrfGuidance")
            .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
            .collect(Collectors.joining(":"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            classes = {
                ValueTarget.class,
                EventTarget.class,
                CommitTarget.class,
                StateTarget.class,
                MessageTarget.class,
                QueryTarget.class,
                JsonTarget.class,
                CursorTarget.class,
                TextUpdateTarget.class,
                OperationTarget.class,
                ConditionTarget.class,
                RulesTarget.class,
                FramesTarget.class,
                SchemaTarget.class,
                RecordsTarget.class,
                TypeStateTarget.class,
                TextFormsTarget.class,
                TextPiecesTarget.class,
                TokenTarget.class,
                KeysTarget.class,
                ArchiveTarget.class,
                RowFilesTarget.class
            })
    void refusesOrReadsWhateverItIsGiven(Class<?> target) throws Exception {
        run(target, RUNS);
    }

    /** Fewer of these fit into a second, for each is a conversation. */
    @ParameterizedTest
    @ValueSource(classes = {ProtocolTarget.class, ClientTarget.class})
    void answersOrClosesWhateverIsSaid(Class<?> target) throws Exception {
        run(target, CONVERSATIONS);
    }

    private void run(Class<?> target, int runs) throws IOException, InterruptedException {
        Path found = Files.createDirectory(folder.resolve("found"));
        Path kept = Files.createDirectories(CORPUS.resolve(target.getSimpleName()));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        // Most of a short run is its beginning.
                        DEEP ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=ankurah.**",
                        "--custom_hook_includes=none.**",
                        "--disabled_hooks=" + SANITIZERS,
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-rss_limit_mb=3000",
                        "-max_len=4096",
                        "-print_final_stats=1",
                        "-runs=" + runs,
                        found.toString(),
                        kept.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(HOURS, TimeUnit.HOURS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(said, StandardCharsets.ISO_8859_1);
        assertThat(process.exitValue()).as(output).isZero();
        output.lines()
                .filter(line -> line.contains("number_of_executed_units"))
                .forEach(line ->
                        System.out.println(target.getSimpleName() + ": " + line.replaceAll("\\D+", "") + " inputs"));
    }
}
