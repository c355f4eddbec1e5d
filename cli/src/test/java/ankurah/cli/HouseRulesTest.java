package ankurah.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What all rooms of the house keep to. */
class HouseRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ankurah");

    /** What may change although nothing is assigned. */
    private static final Set<String> MUTABLE = Set.of(
            "java.util.ArrayList",
            "java.util.ArrayDeque",
            "java.util.BitSet",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal");

    @Test
    void nothingStaticChanges() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(DescribedPredicate.describe(
                        "that can change",
                        type -> MUTABLE.contains(type.getName())
                                || type.getPackageName().startsWith("java.util.concurrent")
                                        && !type.isAssignableTo(java.util.concurrent.TimeUnit.class)))
                .check(CLASSES);
    }

    @Test
    void nothingLooksIntoClassesAtRunTime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .check(CLASSES);
    }

    @Test
    void whatIsInternalIsExportedToNamedRoomsOnly() {
        List<ModuleDescriptor> modules = modules();
        assertThat(modules).extracting(ModuleDescriptor::name).contains("ankurah.event", "ankurah.core", "ankurah.cli");
        for (ModuleDescriptor module : modules) {
            for (ModuleDescriptor.Exports export : module.exports()) {
                assertThat(export.isQualified() || !isInternal(export.source()))
                        .as(module.name() + " exports " + export.source())
                        .isTrue();
            }
        }
    }

    /** The compiler holds the module's own code to this; tests see the class path, where everything is open. */
    @Test
    void roomsKeepToWhatIsExportedToThem() {
        List<ModuleDescriptor> modules = modules();
        for (JavaClass type : CLASSES) {
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass target = dependency.getTargetClass();
                if (target.getPackageName().startsWith("ankurah.")) {
                    ModuleDescriptor from = moduleOf(modules, type.getPackageName());
                    ModuleDescriptor to = moduleOf(modules, target.getPackageName());
                    assertThat(from.equals(to) || exports(to, target.getPackageName(), from))
                            .as(dependency.getDescription())
                            .isTrue();
                }
            });
        }
    }

    @Test
    void whatTheDocumentsPointToIsThere() throws IOException {
        List<String> dangling = DocumentLinks.dangling(Path.of(".."));
        // Figures are written when they have been measured.
        assertThat(dangling).allMatch(link -> link.matches(".* -> (\\.\\./)?bench/RESULTS.*\\.md"));
    }

    private static boolean exports(ModuleDescriptor module, String packageName, ModuleDescriptor to) {
        return module.exports().stream()
                .anyMatch(export -> export.source().equals(packageName)
                        && (!export.isQualified() || export.targets().contains(to.name())));
    }

    private static boolean isInternal(String packageName) {
        return packageName.endsWith(".internal") || packageName.contains(".internal.");
    }

    private static ModuleDescriptor moduleOf(List<ModuleDescriptor> modules, String packageName) {
        return modules.stream()
                .filter(module -> module.packages().contains(packageName))
                .findFirst()
                .orElseThrow(() -> new AssertionError(packageName + " is in no module"));
    }

    /** The modules whose classes the test runs on. */
    private static List<ModuleDescriptor> modules() {
        Path[] places = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(place -> Files.exists(place.resolve("module-info.class"))
                        || place.getFileName().toString().startsWith("ankurah-"))
                .toArray(Path[]::new);
        return ModuleFinder.of(places).findAll().stream()
                .map(ModuleReference::descriptor)
                .toList();
    }
}
