package ankurah.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A deliberate fault: a patch of the sources, in front of which stands what finds it. The classes it changes are compiled in
 * memory, and the whole system is loaded anew with them, beside the one that runs the tests.
 */
final class Mutation {
    private static final Path FOLDER = Path.of("mutations");
    private static final Path ROOT = Path.of("..");
    private static final String FOUND_BY = "found by: ";
    private static final String FOUND_SWITCHED_BY = "found, switched anywhere, by: ";
    private final Path file;
    private final String text;

    private Mutation(Path file) throws IOException {
        this.file = file;
        this.text = Files.readString(file);
    }

    static List<Mutation> all() throws IOException {
        List<Mutation> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".patch"))
                    .sorted()
                    .toList()) {
                all.add(new Mutation(file));
            }
        }
        return all;
    }

    /** The settings that are known to find it. */
    Optional<String> known() {
        return text.lines()
                .filter(line -> line.startsWith(heading()))
                .map(line -> line.substring(heading().length()))
                .findFirst();
    }

    void know(String settings) throws IOException {
        Files.writeString(file, heading() + settings + "\n" + text.substring(text.indexOf("--- ")));
    }

    private String heading() {
        return isSwitched() ? FOUND_SWITCHED_BY : FOUND_BY;
    }

    /** Whether only threads would meet it, which are switched where they would not wait. */
    boolean isSwitched() {
        return text.startsWith(FOUND_SWITCHED_BY.trim());
    }

    /** The sources it changes, as they are then, by their path. */
    Map<String, String> changed() throws IOException {
        Map<String, String> changed = new LinkedHashMap<>();
        String path = "";
        for (String part : text.split("(?m)^(?=--- |@@ )")) {
            if (part.startsWith("--- ")) {
                path = part.lines().findFirst().orElseThrow().substring("--- a/".length());
                changed.put(path, Files.readString(ROOT.resolve(path)));
            } else if (part.startsWith("@@ ")) {
                String source = changed.getOrDefault(path, "");
                String before = side(part, '-');
                int at = source.indexOf(before);
                if (at < 0 || source.indexOf(before, at + 1) >= 0) {
                    throw new AssertionError(this + " does not fit " + path + " any more");
                }
                changed.put(path, source.substring(0, at) + side(part, '+') + source.substring(at + before.length()));
            }
        }
        return changed;
    }

    /** The lines of a hunk that are the same on both sides, and those of one of them. */
    private static String side(String hunk, char mark) {
        return hunk.lines()
                .skip(1)
                .filter(line -> line.charAt(0) == ' ' || line.charAt(0) == mark)
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
    }

    /** A system with the fault. */
    LoadedSystem system() throws IOException {
        Map<String, byte[]> changed = compiled(LoadedSystem.places());
        LoadedSystem.Change change = (name, bytes) -> changed.getOrDefault(name, bytes);
        return isSwitched() ? LoadedSystem.switched(change) : new LoadedSystem(change);
    }

    private Map<String, byte[]> compiled(List<Path> places) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> sources = new ArrayList<>();
        changed().forEach((path, source) -> sources.add(new Source(path, source)));
        String classPath =
                places.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")))
                        + System.getProperty("path.separator")
                        + System.getProperty("java.class.path");
        try (Memory memory = new Memory(compiler.getStandardFileManager(null, null, null))) {
            StringWriter said = new StringWriter();
            boolean compiles = compiler.getTask(
                            said, memory, null, List.of("-proc:none", "-nowarn", "-cp", classPath), null, sources)
                    .call();
            if (!compiles) {
                throw new AssertionError(this + " does not compile any more: " + said);
            }
            return memory.classes();
        }
    }

    @Override
    public String toString() {
        return file.getFileName().toString().replace(".patch", "");
    }

    /** A source that is only in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what is compiled. */
    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> compiled = new LinkedHashMap<>();

        Memory(StandardJavaFileManager inner) {
            super(inner);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    compiled.put(name, out);
                    return out;
                }
            };
        }

        Map<String, byte[]> classes() {
            return compiled.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
        }
    }
}
