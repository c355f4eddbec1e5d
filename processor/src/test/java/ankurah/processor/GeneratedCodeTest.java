package ankurah.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** What is written, and that it compiles without a warning. */
class GeneratedCodeTest {

    private static JavaFileObject source(String name, String... lines) {
        return JavaFileObjects.forSourceLines(name, lines);
    }

    private static JavaFileObject model(String name, String declaration) {
        int dot = name.lastIndexOf('.');
        return source(
                name,
                dot < 0 ? "" : "package " + name.substring(0, dot) + ";",
                "import ankurah.core.model.Ref;",
                "import ankurah.model.Model;",
                declaration);
    }

    /** When they are to change: let the test fail, look at what it got, and put that into `golden`. */
    @Test
    void theFilesOfAModelAreTheOnesThatWereReviewed() throws IOException {
        Compilation compilation = Compiling.processed(
                JavaFileObjects.forResource("golden/Artist.java"),
                JavaFileObjects.forResource("golden/Genre.java"),
                JavaFileObjects.forResource("golden/Label.java"),
                JavaFileObjects.forResource("golden/Album.java"));
        assertThat(compilation).succeededWithoutWarnings();
        for (String file : List.of("Albums", "AlbumView", "AlbumEdit", "AlbumRef", "AlbumModel")) {
            assertThat(compilation)
                    .generatedSourceFile("golden." + file)
                    .contentsAsUtf8String()
                    .isEqualTo(golden(file + ".java"));
        }
        assertThat(compilation)
                .generatedFile(StandardLocation.CLASS_OUTPUT, "META-INF/ankurah/typescript/Album.ts")
                .contentsAsUtf8String()
                .isEqualTo(golden("Album.ts"));
    }

    private String golden(String file) throws IOException {
        try (var in = getClass().getResourceAsStream("/golden/" + file)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void modelsMayStandAnywhereAndReferToEachOtherInCircles() {
        Compilation compilation = Compiling.processed(
                model("Unnamed", "@Model public record Unnamed(String name) {}"),
                source(
                        "one.Outer",
                        "package one;",
                        "import ankurah.core.model.Ref;",
                        "import ankurah.model.Model;",
                        "import org.jspecify.annotations.Nullable;",
                        "public interface Outer {",
                        "  @Model record Inner(@Nullable Ref<two.Other> other, @Nullable Kind kind, Part part) {}",
                        "  enum Kind { A, B }",
                        "  record Part(@Nullable Kind kind) {}",
                        "}"),
                model("two.Other", "@Model public record Other(Ref<one.Outer.Inner> inner, Ref<Other> self) {}"),
                model("two.Empty", "@Model record Empty() {}"),
                model("two.Hidden", "@Model record Hidden(Ref<Other> other) {}"));
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("one.InnerView")
                .contentsAsUtf8String()
                .containsMatch("(?s)\npublic final class InnerView .*public Outer.@Nullable Kind kind\\(\\)");
        assertThat(compilation)
                .generatedSourceFile("two.Hiddens")
                .contentsAsUtf8String()
                .contains("\nfinal class Hiddens");
    }

    @Test
    void namesThatAreTakenElsewhereDoNotClash() {
        Compilation compilation = Compiling.processed(
                taken("Entity(String name)"),
                taken("View(ankurah.core.model.Ref<Entity> entities, ankurah.core.model.Ref<View> view)"),
                taken("Ref(String name)"),
                taken("Property(int property, int instance, int collection, int model)"),
                taken("Value(String write, String read, Part part)"),
                taken("Tx(int tx, Into into)"),
                taken("List(java.util.List<Integer> list, Json json, boolean equals)"),
                source("taken.Part", "package taken; record Part(int into) {}"),
                source("taken.Into", "package taken; record Into(Json json) {}"),
                source("taken.Json", "package taken; record Json(String json) {}"));
        assertThat(compilation).succeededWithoutWarnings();
    }

    private static JavaFileObject taken(String record) {
        String name = "taken." + record.substring(0, record.indexOf('('));
        return source(name, "package taken;", "@ankurah.model.Model public record " + record + " {}");
    }

    @Test
    void aClassOfTheSameNameIsToldOf() {
        Compilation compilation = Compiling.processed(
                model("one.Album", "@Model public record Album(String name) {}"),
                source("one.Albums", "package one;", "class Albums {}"));
        assertThat(compilation).failed();
        assertThat(compilation)
                .hadErrorContaining("Albums, which would be written for this model, is there already: rename one, or"
                        + " choose another name with @Model(plural = \"...\")")
                .inFile(compilation.sourceFiles().get(0))
                .onLine(4);
    }

    @Test
    void twoModelsOfOneNameAreToldOf() {
        Compilation compilation = Compiling.processed(
                model("one.Album", "@Model public record Album(String name) {}"),
                model("two.Album", "@Model public record Album(String name) {}"));
        assertThat(compilation).failed();
        assertThat(compilation).hadErrorContaining("two models are named Album");
    }

    @Test
    void namesAreSpelledAsTheyAreStored() {
        Compilation compilation = Compiling.processed(
                model(
                        "one.PlaylistTrack",
                        "@Model(plural = \"PlaylistTracks\") public record PlaylistTrack(int sortOrder) {}"),
                model("one.HTTPRequest", "@Model public record HTTPRequest(String URL) {}"));
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("one.PlaylistTracks")
                .contentsAsUtf8String()
                .contains("SORT_ORDER = Fields.integer(\"sortOrder\")");
        assertThat(compilation)
                .generatedSourceFile("one.PlaylistTrackModel")
                .contentsAsUtf8String()
                .contains("\"playlist_track\"");
        assertThat(compilation)
                .generatedSourceFile("one.HTTPRequestModel")
                .contentsAsUtf8String()
                .contains("\"http_request\"");
    }
}
