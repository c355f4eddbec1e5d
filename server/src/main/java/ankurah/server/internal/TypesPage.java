package ankurah.server.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The models on the class path, as one file of TypeScript; the annotation processor has written one for each. */
final class TypesPage {
    static final String PATH = "/types";

    private static final String FOLDER = "META-INF/ankurah/typescript/";
    private static final String EXTENSION = ".ts";
    private static final String IMPORT = "import { model, t } from \"ankurah\";\n";

    private final String text;

    private TypesPage(String text) {
        this.text = text;
    }

    /** What a class loader has; of two files of one name the first. */
    static TypesPage of(ClassLoader loader) {
        try {
            TreeMap<String, String> models = new TreeMap<>();
            for (URL folder : Collections.list(loader.getResources(FOLDER))) {
                collect(folder, models);
            }
            StringBuilder text = new StringBuilder("// The models of an Ankurah server.\n");
            if (!models.isEmpty()) {
                text.append(IMPORT);
            }
            models.values().forEach(text::append);
            return new TypesPage(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(URL folder, Map<String, String> into) throws IOException {
        switch (folder.getProtocol()) {
            case "file" -> collectFiles(path(folder), into);
            case "jar" -> collectEntries(folder, into);
            default -> {
                // A class loader of another kind cannot be listed; it has no models for pages then.
            }
        }
    }

    private static Path path(URL folder) throws IOException {
        try {
            return Path.of(new URI(folder.toString()));
        } catch (URISyntaxException e) {
            throw new IOException("a class path has an entry that is no address: " + folder, e);
        }
    }

    private static void collectFiles(Path folder, Map<String, String> into) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(EXTENSION)).toList();
        }
        for (Path file : files) {
            into.putIfAbsent(String.valueOf(file.getFileName()), body(Files.readString(file)));
        }
    }

    private static void collectEntries(URL folder, Map<String, String> into) throws IOException {
        URLConnection connection = folder.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            return;
        }
        connection.setUseCaches(false);
        try (JarFile file = jar.getJarFile()) {
            String prefix = jar.getEntryName();
            List<String> names = new ArrayList<>();
            file.stream()
                    .filter(entry -> entry.getName().startsWith(prefix)
                            && entry.getName().endsWith(EXTENSION))
                    .forEach(entry -> names.add(entry.getName()));
            for (String name : names) {
                try (InputStream in = file.getInputStream(file.getEntry(name))) {
                    String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    into.putIfAbsent(name.substring(name.lastIndexOf('/') + 1), body(source));
                }
            }
        }
    }

    private static String body(String source) {
        return source.startsWith(IMPORT) ? source.substring(IMPORT.length()) : source;
    }

    String text() {
        return text;
    }
}
