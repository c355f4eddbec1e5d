package ankurah.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the libraries call of the JDK is there in the browser. The compiler for the browser finds what is missing only
 * where the transcript leads; this looks at every line.
 */
class BrowserLibraryTest {
    /** There, but not what it is on a JVM: `distinct` lets doubles pass behind flatMap, mapMulti and concat. */
    private static final Set<String> WRONG = Set.of(
            "java.util.stream.Stream.distinct()",
            "java.util.stream.IntStream.distinct()",
            "java.util.stream.LongStream.distinct()",
            "java.util.Optional.toString()",
            "java.util.UUID.randomUUID()");

    @Test
    void whatTheLibrariesCallOfTheJdkIsThereInTheBrowser() {
        Set<String> missing = new TreeSet<>();
        for (JavaClass type : libraries()) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                JavaClass owner = access.getTargetOwner();
                if (owner.getPackageName().startsWith("java.")
                        && (!isThere(access) || WRONG.contains(signature(access)))) {
                    missing.add(signature(access) + ", called by " + type.getName());
                }
            }
        }
        assertThat(missing)
                .as("calls that the browser's class library lacks, or does not answer alike")
                .isEmpty();
    }

    private static List<JavaClass> libraries() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(
                                "ankurah.event",
                                "ankurah.signals",
                                "ankurah.text",
                                "ankurah.query",
                                "ankurah.storage",
                                "ankurah.core")
                        .stream()
                        .filter(type -> !type.getName().matches(".*\\.(jvm\\.|Jdk|Jvm).*"))
                        .toList();
    }

    private static boolean isThere(JavaAccess<?> access) {
        if (access.getTarget() instanceof FieldAccessTarget field) {
            return lineage(field.getOwner().getName())
                    .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                    .map(Field::getName)
                    .anyMatch(field.getName()::equals);
        }
        CodeUnitAccessTarget call = (CodeUnitAccessTarget) access.getTarget();
        String wanted = signature(access);
        return lineage(call.getOwner().getName())
                .flatMap(type -> Stream.concat(
                        Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors())))
                .map(member -> signature(call.getOwner().getName(), member))
                .anyMatch(wanted::equals);
    }

    /** The browser's form of a JDK class, and what it inherits from. */
    private static Stream<Class<?>> lineage(String jdkName) {
        List<Class<?>> types = new ArrayList<>();
        collect(emulated(jdkName), types);
        collect(emulated("java.lang.Object"), types);
        return types.stream();
    }

    private static void collect(Class<?> type, List<Class<?>> into) {
        if (type != null && !into.contains(type)) {
            into.add(type);
            collect(type.getSuperclass(), into);
            for (Class<?> parent : type.getInterfaces()) {
                collect(parent, into);
            }
        }
    }

    /** java.time is org.threeten.bp, and java.util.Map$Entry is org.teavm.classlib.java.util.TMap$Entry, or $TEntry. */
    private static Class<?> emulated(String jdkName) {
        if (jdkName.startsWith("java.time.")) {
            return load(jdkName.replaceFirst("java\\.time", "org.threeten.bp"));
        }
        int dot = jdkName.lastIndexOf('.');
        String prefix = "org.teavm.classlib." + jdkName.substring(0, dot + 1) + "T";
        String simple = jdkName.substring(dot + 1);
        Class<?> type = load(prefix + simple);
        return type != null ? type : load(prefix + simple.replace("$", "$T"));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, BrowserLibraryTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static String signature(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        if (access.getTarget() instanceof CodeUnitAccessTarget call) {
            return owner + "." + call.getName()
                    + call.getRawParameterTypes().stream()
                            .map(JavaClass::getName)
                            .map(BrowserLibraryTest::plain)
                            .collect(joining(",", "(", ")"));
        }
        return owner + "." + access.getTarget().getName();
    }

    private static String signature(String owner, Executable member) {
        String name = member instanceof java.lang.reflect.Constructor ? "<init>" : member.getName();
        return owner + "." + name
                + Arrays.stream(member.getParameterTypes())
                        .map(Class::getName)
                        .map(BrowserLibraryTest::plain)
                        .collect(joining(",", "(", ")"));
    }

    private static String plain(String type) {
        return type.replace("org.teavm.classlib.", "")
                .replace("org.threeten.bp", "java.time")
                .replaceAll("(java\\.(?:\\w+\\.)+)T([A-Z])", "$1$2")
                .replaceAll("\\$T([A-Z])", "\\$$1");
    }
}
