package ankurah.simulation;

import ankurah.core.Node;
import ankurah.event.Event;
import ankurah.query.Query;
import ankurah.signals.Signal;
import ankurah.storage.StorageEngine;
import ankurah.text.TextDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    /** One class of each module that the simulator runs on. */
    private static final List<Class<?>> MODULES = List.of(
            Event.class,
            Signal.class,
            TextDocument.class,
            Query.class,
            StorageEngine.class,
            Node.class,
            Simulation.class,
            Hunt.class);

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
                .filter(line -> line.startsWith(FOUND_BY))
                .map(line -> line.substring(FOUND_BY.length()))
                .findFirst();
    }

    void know(String settings) throws IOException {
        Files.writeString(file, FOUND_BY + settings + "\n" + text.substring(text.indexOf("--- ")));
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

    /** A system with the fault, which tells what goes wrong with settings. */
    Hunter hunter() throws Exception {
        List<Path> places = new ArrayList<>();
        for (Class<?> module : MODULES) {
            places.add(placeOf(module));
        }
        Map<String, byte[]> classes = compiled(places);
        List<URL> urls = new ArrayList<>();
        for (Path place : places) {
            urls.add(place.toUri().toURL());
        }
        Loader loader = new Loader(urls.toArray(URL[]::new), classes);
        Object hunt =
                loader.loadClass(Hunt.class.getName()).getDeclaredConstructor().newInstance();
        @SuppressWarnings("unchecked")
        Function<String, String> function = (Function<String, String>) hunt;
        return new Hunter(loader, function);
    }

    /** @param hunt gives what went wrong, or an empty text */
    record Hunter(Loader loader, Function<String, String> hunt) implements AutoCloseable {
        String hunt(String settings) {
            return hunt.apply(settings);
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }

    private static Path placeOf(Class<?> known) throws URISyntaxException {
        return Path.of(known.getProtectionDomain().getCodeSource().getLocation().toURI());
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

    /** Loads the whole system itself, with the changed classes. */
    static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> changed;

        Loader(URL[] urls, Map<String, byte[]> changed) {
            super(urls, Mutation.class.getClassLoader());
            this.changed = changed;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("ankurah.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = changed.get(name);
            return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
        }
    }
}
