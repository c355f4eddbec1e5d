package ankurah.core;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The floors inside the core: a package uses only packages below it, and the vocabulary of the API root. */
class FloorsTest {
    private static final List<String> FROM_BELOW =
            List.of("run", "type", "entity", "policy", "live", "schema", "gate", "archive", "sync", "node");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption((ImportOption) location -> !location.contains("test-classes"))
            .importPackages("ankurah.core");

    @Test
    void aFloorUsesOnlyFloorsBelowIt() {
        for (int floor = 0; floor < FROM_BELOW.size(); floor++) {
            String[] above = FROM_BELOW.subList(floor + 1, FROM_BELOW.size()).stream()
                    .map(name -> "ankurah.core.internal." + name + "..")
                    .toArray(String[]::new);
            if (above.length > 0) {
                ArchRuleDefinition.noClasses()
                        .that()
                        .resideInAPackage("ankurah.core.internal." + FROM_BELOW.get(floor) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void whatOnlyAJvmHasStandsApart() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("ankurah.core.jvm..")
                .and()
                .doNotHaveFullyQualifiedName(Node.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ankurah.core.jvm..")
                .check(CLASSES);
    }
}
