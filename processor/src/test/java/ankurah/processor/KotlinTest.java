package ankurah.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kotlin, told to take the null marks seriously, sees in generated code what may be null and what may not. */
class KotlinTest {
    private static final String PROGRAM = """
            import ankurah.core.Context
            import ankurah.processor.music.*

            fun program(ctx: Context): Int {
                val album: AlbumView = ctx.transact { tx ->
                    val muse = Artists.create(tx, Artist("Muse"))
                    Albums.create(tx, Album("Origin of Symmetry", muse.ref(), 2001, null))
                }.value()
                ctx.run { tx -> album.edit(tx).year(2002).label(null) }
                val founded: String = album.label()?.name() ?: "nobody"
                return Albums.where(Albums.YEAR.gt(1985)).list(ctx).sumOf { it.name().length } + founded.length
            }
            """;

    @TempDir
    Path folder;

    /** What the compiler says; nothing if it compiles. */
    private String errorsOf(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Program.kt"), source);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler()
                .exec(
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        "-Xjspecify-annotations=strict",
                        "-no-stdlib",
                        "-no-reflect",
                        "-nowarn",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.resolve("classes").toString(),
                        file.toString());
        String output = said.toString(StandardCharsets.UTF_8);
        assertThat(code).as(output).isEqualTo(output.contains("error:") ? ExitCode.COMPILATION_ERROR : ExitCode.OK);
        return output.contains("error:") ? output : "";
    }

    @Test
    void aProgramThatKeepsToTheMarksCompiles() throws IOException {
        assertThat(errorsOf(PROGRAM)).isEmpty();
    }

    @Test
    void nullIsSeenWhereItMayNotBeGivenOrIsNotLookedFor() throws IOException {
        String wrong = PROGRAM.replace("Artist(\"Muse\")", "Artist(null)")
                .replace(".label(null)", ".name(null)")
                .replace("?.name() ?: \"nobody\"", ".name()");
        List<String> errors = errorsOf(wrong)
                .lines()
                .filter(line -> line.contains("error:"))
                .map(line -> line.replaceAll(".*Program\\.kt:(\\d+):.*", "$1"))
                .toList();
        assertThat(errors).containsExactly("6", "9", "10");
    }
}
