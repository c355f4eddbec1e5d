package ankurah.cli.errors;

import ankurah.event.AnkurahException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The error codes of the house, as each module's {@code errors.txt} lists its own. */
final class ErrorRegister {
    /** Programs that check the others; nobody meets their errors. */
    private static final List<String> UNLISTED = List.of("adversary", "fuzz", "npm", "bench", "simulation");

    private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");
    private static final Pattern HEAD = Pattern.compile("([a-z]+\\.[a-z_0-9]+) \\| ([a-z_]+)");

    private ErrorRegister() {}

    /**
     * One code.
     *
     * @param category null in a module that stands on its own and has exceptions of its own
     */
    record Entry(String code, @Nullable Category category, String meaning, String remedy) {
        boolean retryable() {
            return category == Category.UNAVAILABLE;
        }
    }

    /** What stands under one title. */
    record Section(String module, String title, List<Entry> entries) {}

    /** The modules whose errors users meet, from the ground floor up. */
    static List<String> modules(Path root) throws IOException {
        List<String> modules = new ArrayList<>();
        Matcher matcher = MODULE.matcher(Files.readString(root.resolve("pom.xml")));
        while (matcher.find()) {
            if (!UNLISTED.contains(matcher.group(1))) {
                modules.add(matcher.group(1));
            }
        }
        return modules;
    }

    static List<Section> read(Path root) throws IOException {
        List<Section> sections = new ArrayList<>();
        for (String module : modules(root)) {
            Path file = root.resolve(module).resolve("errors.txt");
            if (Files.exists(file)) {
                read(module, Files.readString(file), sections);
            }
        }
        return sections;
    }

    /** Blocks between empty lines: a title, or a code with its category, its meaning and its remedy, a line each. */
    private static void read(String module, String text, List<Section> sections) {
        for (String block : text.strip().split("\n\n+")) {
            String[] lines = block.strip().split("\n");
            if (lines.length == 1) {
                sections.add(new Section(module, lines[0], new ArrayList<>()));
            } else {
                sections.getLast().entries().add(entry(module, lines));
            }
        }
    }

    private static Entry entry(String module, String[] lines) {
        Matcher head = HEAD.matcher(lines[0]);
        if (lines.length != 3 || !head.matches()) {
            throw new AssertionError(module + "/errors.txt: '" + lines[0]
                    + "' is not a line like 'area.what | category' with two lines behind it");
        }
        String named = head.group(2);
        Category category = named.equals("none") ? null : Category.valueOf(named.toUpperCase(Locale.ROOT));
        return new Entry(head.group(1), category, lines[1].strip(), lines[2].strip());
    }
}
