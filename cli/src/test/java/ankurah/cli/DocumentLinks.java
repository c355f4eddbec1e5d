package ankurah.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The links of the documents: to files and folders of the checkout, and to headings. */
final class DocumentLinks {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern NAMED = Pattern.compile("`((?:docs|bench|examples|\\.ci)/[\\w./-]+)`");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    private final Path root;
    private final List<String> dangling = new ArrayList<>();
    private final Map<Path, Set<String>> headings = new HashMap<>();

    private DocumentLinks(Path root) {
        this.root = root;
    }

    /** The links that lead nowhere, as {@code document -> target}. */
    static List<String> dangling(Path root) throws IOException {
        DocumentLinks links = new DocumentLinks(root);
        List<Path> documents = documents(root);
        if (documents.size() < 8) {
            throw new AssertionError("these are not all documents: " + documents);
        }
        for (Path document : documents) {
            links.check(document);
        }
        return links.dangling;
    }

    private static List<Path> documents(Path root) throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path folder : List.of(root, root.resolve("bench"), root.resolve("examples"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(DocumentLinks::isDocument).forEach(documents::add);
            }
        }
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            files.filter(DocumentLinks::isDocument).forEach(documents::add);
        }
        return documents;
    }

    private static boolean isDocument(Path file) {
        return file.getFileName().toString().endsWith(".md");
    }

    private void check(Path document) throws IOException {
        String text = prose(document);
        Matcher links = LINK.matcher(text);
        while (links.find()) {
            String target = links.group(1);
            if (!target.matches("[a-z]+:.*") && !isThere(document, target)) {
                dangling.add(root.relativize(document) + " -> " + target);
            }
        }
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            if (!Files.exists(root.resolve(named.group(1)))) {
                dangling.add(root.relativize(document) + " -> " + named.group(1));
            }
        }
    }

    private static String prose(Path document) throws IOException {
        return FENCE.matcher(Files.readString(document)).replaceAll("");
    }

    private boolean isThere(Path document, String target) throws IOException {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path found = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(found) && (hash < 0 || headings(found).contains(target.substring(hash + 1)));
    }

    /** The headings of a document, as the name that a link gives them. */
    private Set<String> headings(Path document) throws IOException {
        Set<String> known = headings.get(document);
        if (known == null) {
            known = new TreeSet<>();
            Matcher matcher = HEADING.matcher(prose(document));
            while (matcher.find()) {
                String name = matcher.group(1).strip().toLowerCase(Locale.ROOT);
                known.add(name.replaceAll("[^\\p{L}\\p{N}\\-_ ]", "").replace(' ', '-'));
            }
            headings.put(document, known);
        }
        return known;
    }
}
