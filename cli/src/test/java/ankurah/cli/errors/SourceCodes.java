package ankurah.cli.errors;

import ankurah.event.AnkurahException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The error codes in the sources of a module, for the browser those of its package too: texts of the form {@code area.what}, and
 * what is raised with them.
 */
final class SourceCodes {
    /** Texts that look like codes and are none. */
    private static final Set<String> OTHERS = Set.of(
            "a.b",
            "b.a",
            "chinook.json",
            "data.a",
            "data.n",
            "graph.js",
            "inspect.css",
            "inspect.html",
            "inspect.js",
            "java.home",
            "java.lang",
            "log.jsonl",
            "manifest.json",
            "ref.n",
            "t.boolean",
            "t.bytes",
            "t.counter",
            "t.date",
            "t.decimal",
            "t.document",
            "t.double",
            "t.instant",
            "t.int",
            "t.long",
            "t.string",
            "t.text",
            "t.uuid",
            "user.name");

    /** Names of loggers, meters and the protocol. */
    private static final String OURS = "ankurah.";

    private static final String CODE = "\"([a-z]+\\.[a-z_0-9]+)(?:\"|: )";
    private static final Pattern TEXT = Pattern.compile(CODE);
    private static final Pattern CONSTANT = Pattern.compile("String ([A-Z_]+) = " + CODE);
    private static final Pattern RAISED =
            Pattern.compile("new AnkurahException\\.(Invalid|NotFound|Refused|Conflict|Unavailable|Fault)\\(\\s*(?:"
                    + CODE + "|(?:\\w+\\.)?([A-Z_]+)\\b)");
    /** The module whose engine the package for programs in TypeScript is built on, and the sources of that package. */
    private static final String BROWSER = "web";

    private static final Path PACKAGE = Path.of("npm/ankurah/src");
    private static final Pattern RAISED_IN_TYPESCRIPT = Pattern.compile(
            "new (Invalid|NotFound|Refused|Conflict|Unavailable|Fault)Error\\(\\s*'([a-z]+\\.[a-z_0-9]+)'");
    private static final Map<String, Category> CATEGORIES = Map.of(
            "Invalid", Category.INVALID,
            "NotFound", Category.NOT_FOUND,
            "Refused", Category.REFUSED,
            "Conflict", Category.CONFLICT,
            "Unavailable", Category.UNAVAILABLE,
            "Fault", Category.FAULT);

    private final Map<String, Set<Category>> raised = new TreeMap<>();

    private SourceCodes() {}

    /** Each code with the categories that it is raised in, as far as that can be seen. */
    static Map<String, Set<Category>> find(Path root, List<String> modules) throws IOException {
        SourceCodes codes = new SourceCodes();
        StringBuilder all = new StringBuilder();
        for (String module : modules) {
            all.append(sources(root.resolve(module).resolve("src/main/java"), ".java"));
        }
        codes.add(all.toString());
        if (modules.contains(BROWSER)) {
            codes.addTypeScript(sources(root.resolve(PACKAGE), ".ts"));
        }
        return codes.raised;
    }

    private void add(String sources) {
        Matcher texts = TEXT.matcher(sources);
        while (texts.find()) {
            String text = texts.group(1);
            if (!OTHERS.contains(text) && !text.startsWith(OURS)) {
                raised.computeIfAbsent(texts.group(1), code -> EnumSet.noneOf(Category.class));
            }
        }
        Map<String, String> constants = new HashMap<>();
        Matcher declared = CONSTANT.matcher(sources);
        while (declared.find()) {
            constants.put(declared.group(1), declared.group(2));
        }
        Matcher raising = RAISED.matcher(sources);
        while (raising.find()) {
            @Nullable String code = raising.group(2) != null ? raising.group(2) : constants.get(raising.group(3));
            if (code != null) {
                raised.get(code).add(CATEGORIES.get(raising.group(1)));
            }
        }
    }

    /** The category of a code that Java raises too is seen there. */
    private void addTypeScript(String sources) {
        Map<String, Set<Category>> own = new TreeMap<>();
        Matcher raising = RAISED_IN_TYPESCRIPT.matcher(sources);
        while (raising.find()) {
            own.computeIfAbsent(raising.group(2), code -> EnumSet.noneOf(Category.class))
                    .add(CATEGORIES.get(raising.group(1)));
        }
        own.forEach(raised::putIfAbsent);
    }

    private static String sources(Path folder, String ending) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
