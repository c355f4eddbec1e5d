package ankurah.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The plan of the house, held: a room uses only rooms below it, and what the browser runs uses only what it has. */
class FloorsTest {
    /** Each module and the modules it may use. */
    private static final Map<String, List<String>> FLOORS = Map.ofEntries(
            Map.entry("event", List.of()),
            Map.entry("signals", List.of()),
            Map.entry("model", List.of()),
            Map.entry("text", List.of()),
            Map.entry("query", List.of("event")),
            Map.entry("storage", List.of("event", "query")),
            Map.entry("storage.rocksdb", List.of("event", "query", "storage")),
            Map.entry("storage.tikv", List.of("event", "query", "storage")),
            Map.entry("storage.sql", List.of("event", "query", "storage")),
            Map.entry("storage.sqlite", List.of("event", "query", "storage", "storage.sql")),
            Map.entry("storage.postgres", List.of("event", "query", "storage", "storage.sql")),
            Map.entry("core", List.of("event", "signals", "text", "query", "storage")),
            Map.entry("processor", List.of("event", "model", "query")),
            Map.entry("server", List.of("event", "query", "storage", "core")),
            Map.entry("client", List.of("event", "query", "storage", "core")),
            Map.entry("auth.jwt", List.of("event", "query", "storage", "core")),
            Map.entry("simulation", List.of("event", "signals", "query", "storage", "core")),
            Map.entry(
                    "cli",
                    List.of(
                            "event",
                            "signals",
                            "query",
                            "storage",
                            "storage.rocksdb",
                            "storage.sqlite",
                            "storage.postgres",
                            "core",
                            "server",
                            "client",
                            "auth.jwt")));

    private static final Set<String> IN_THE_BROWSER = Set.of("event", "signals", "text", "query", "storage", "core");

    /** It names the running thread, or coroutine, and does nothing with it. */
    private static final String ASKS_WHO_IS_RUNNING = "ankurah\\.signals\\.internal\\.CurrentThread";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ankurah");

    @Test
    void aRoomUsesOnlyRoomsBelowIt() {
        FLOORS.forEach((module, below) -> {
            Set<String> allowed = new HashSet<>(below);
            allowed.add(module);
            noClasses()
                    .that(resideIn(Set.of(module)))
                    .should()
                    .dependOnClassesThat(resideInOurs().and(DescribedPredicate.not(resideIn(allowed))))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        });
    }

    @Test
    void everyClassIsInAModuleOfTheHouse() {
        assertThat(CLASSES).extracting(FloorsTest::moduleOf).isSubsetOf(FLOORS.keySet());
    }

    @Test
    void librariesDoNotReachTheOutsideByThemselves() {
        noClasses()
                .that(runInTheBrowser().and(DescribedPredicate.not(nameMatching(ASKS_WHO_IS_RUNNING))))
                .should()
                .dependOnClassesThat(DescribedPredicate.or(
                        nameMatching("java\\.io\\.(File|RandomAccess).*").forSubtype(),
                        assignableTo("java.lang.invoke.VarHandle"),
                        assignableTo(Thread.class),
                        resideInAnyPackage(
                                "java.lang.reflect..",
                                "java.net..",
                                "java.nio.file..",
                                "java.security..",
                                "java.sql..",
                                "javax..")))
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Object.class, "wait")
                .orShould()
                .callMethod(Object.class, "wait", long.class)
                .check(CLASSES);
    }

    @Test
    void librariesUseOnlyTheConcurrencyThatTheBrowserHas() {
        Set<String> allowed = Set.of(
                "java.util.concurrent.ConcurrentHashMap",
                "java.util.concurrent.ConcurrentMap",
                "java.util.concurrent.CopyOnWriteArrayList",
                "java.util.concurrent.ArrayBlockingQueue",
                "java.util.concurrent.TimeUnit",
                "java.util.concurrent.atomic.AtomicInteger",
                "java.util.concurrent.atomic.AtomicLong",
                "java.util.concurrent.atomic.AtomicBoolean",
                "java.util.concurrent.atomic.AtomicReference");
        noClasses()
                .that(runInTheBrowser())
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.concurrent..")
                        .and(DescribedPredicate.describe(
                                "the browser lacks", type -> !allowed.contains(type.getFullName()))))
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaClass type : CLASSES) {
            JavaPackage inside = type.getPackage();
            assertThat(inside.isAnnotatedWith(NullMarked.class))
                    .as(inside.getName())
                    .isTrue();
        }
    }

    private static DescribedPredicate<JavaClass> resideInOurs() {
        return resideInAPackage("ankurah..");
    }

    private static DescribedPredicate<JavaClass> resideIn(Set<String> modules) {
        return DescribedPredicate.describe(
                "in " + modules, type -> resideInOurs().test(type) && modules.contains(moduleOf(type)));
    }

    /** A class that only a JVM can run says so in its name, and nothing the browser runs reaches it. */
    private static DescribedPredicate<JavaClass> runInTheBrowser() {
        return DescribedPredicate.describe(
                "run in the browser",
                type -> resideIn(IN_THE_BROWSER).test(type) && !type.getName().matches(".*\\.(jvm\\.|Jdk|Jvm).*"));
    }

    private static String moduleOf(JavaClass type) {
        String path = type.getPackageName().substring("ankurah.".length());
        String[] steps = path.split("\\.");
        boolean isNested = steps.length > 1 && FLOORS.containsKey(steps[0] + "." + steps[1]);
        return isNested ? steps[0] + "." + steps[1] : steps[0];
    }
}
