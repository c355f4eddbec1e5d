package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No claim without a test, and no test of an attack that nothing claims. */
class ThreatModelTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`([A-Za-z]+(?:Test|Contract))\\.([A-Za-z0-9]+)`");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|(.*)\\|(.*)\\|");
    private static final Pattern METHOD = Pattern.compile(
            "@(?:Test|ParameterizedTest|Property)\\b(?:[^;{}]|\\{[^{}]*\\})*?\\bvoid ([A-Za-z0-9]+)\\(");

    private static List<String> page() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/threat-model.md"));
    }

    /** Class.method of all tests of the house, the inherited ones by the class they stand in. */
    private static Map<String, Set<String>> tests() throws IOException {
        Map<String, Set<String>> tests = new HashMap<>();
        for (String module : modules()) {
            for (String sources : List.of("src/test/java", "src/testkit/java")) {
                Path folder = ROOT.resolve(module).resolve(sources);
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                                .toList()) {
                            note(tests, file);
                        }
                    }
                }
            }
        }
        return tests;
    }

    private static List<String> modules() throws IOException {
        Matcher named = Pattern.compile("<module>([^<]+)</module>").matcher(Files.readString(ROOT.resolve("pom.xml")));
        List<String> modules = new ArrayList<>();
        while (named.find()) {
            modules.add(named.group(1));
        }
        return modules;
    }

    private static void note(Map<String, Set<String>> tests, Path file) throws IOException {
        String name = file.getFileName().toString().replace(".java", "");
        Matcher methods = METHOD.matcher(Files.readString(file));
        while (methods.find()) {
            tests.computeIfAbsent(name, any -> new TreeSet<>()).add(methods.group(1));
        }
    }

    @Test
    void everyClaimNamesTestsThatAreThere() throws IOException {
        Map<String, Set<String>> tests = tests();
        int claims = 0;
        for (String line : page()) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            claims++;
            assertThat(Integer.parseInt(row.group(1))).as("claims are counted").isEqualTo(claims);
            List<String> missing = new ArrayList<>();
            int named = 0;
            Matcher test = NAMED.matcher(row.group(3));
            while (test.find()) {
                named++;
                if (!tests.getOrDefault(test.group(1), Set.of()).contains(test.group(2))) {
                    missing.add(test.group());
                }
            }
            assertThat(named).as("tests of: " + line).isPositive();
            assertThat(missing).as(line).isEmpty();
        }
        assertThat(claims).isGreaterThanOrEqualTo(40);
    }

    @Test
    void everyTestOfAnAttackIsNamedByAClaim() throws IOException {
        Set<String> claimed = new TreeSet<>();
        Matcher named = NAMED.matcher(String.join("\n", page()));
        while (named.find()) {
            claimed.add(named.group(1) + "." + named.group(2));
        }
        Set<String> unclaimed = new TreeSet<>();
        Map<String, Set<String>> tests = tests();
        try (Stream<Path> files = Files.list(Path.of("src/test/java/ankurah/adversary"))) {
            Arrays.stream(files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .toArray(String[]::new))
                    .filter(name -> !name.equals("ThreatModelTest"))
                    .forEach(name -> tests.getOrDefault(name, Set.of()).stream()
                            .map(method -> name + "." + method)
                            .filter(test -> !claimed.contains(test))
                            .forEach(unclaimed::add));
        }
        assertThat(unclaimed).isEmpty();
    }
}
