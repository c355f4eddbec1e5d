package ankurah.cli.errors;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.AnkurahException;
import ankurah.event.AnkurahException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every error code is registered beside the code that raises it, and docs/errors.md is what the registers say. */
class ErrorsTest {
    private static final Path ROOT = Path.of("..");

    private static Map<String, Category> registered(Set<String> modules) throws IOException {
        Map<String, Category> registered = new TreeMap<>();
        for (ErrorRegister.Section section : ErrorRegister.read(ROOT)) {
            for (ErrorRegister.Entry entry : section.entries()) {
                if (modules.contains(section.module())) {
                    assertThat(registered).as("is registered once").doesNotContainKey(entry.code());
                    registered.put(entry.code(), entry.category());
                }
            }
        }
        return registered;
    }

    @Test
    void theDocumentIsWhatTheRegistersSay() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/errors.md")))
                .as("docs/errors.md; run ErrorsPage to write it anew")
                .isEqualTo(ErrorsPage.print(ErrorRegister.read(ROOT)));
    }

    @Test
    void aModulesCodesAreRegisteredInItOrBelowIt() throws IOException {
        List<String> below = new ArrayList<>();
        for (String module : ErrorRegister.modules(ROOT)) {
            below.add(module);
            Set<String> raised = SourceCodes.find(ROOT, List.of(module)).keySet();
            assertThat(registered(Set.copyOf(below)).keySet())
                    .as("the errors.txt of " + below)
                    .containsAll(raised);
        }
    }

    @Test
    void nothingIsRegisteredThatNothingRaises() throws IOException {
        List<String> modules = ErrorRegister.modules(ROOT);
        assertThat(registered(Set.copyOf(modules)).keySet())
                .isEqualTo(SourceCodes.find(ROOT, modules).keySet())
                .hasSizeGreaterThan(100);
    }

    @Test
    void aCodeIsRaisedInTheCategoryThatIsRegistered() throws IOException {
        List<String> modules = ErrorRegister.modules(ROOT);
        Map<String, Set<Category>> raised = SourceCodes.find(ROOT, modules);
        registered(Set.copyOf(modules)).forEach((code, category) -> {
            Set<Category> its = category == null ? Set.of() : Set.of(category);
            assertThat(its).as(code).containsAll(raised.get(code));
        });
        assertThat(raised.values())
                .filteredOn(Set::isEmpty)
                .as("seen by no regular expression")
                .hasSizeLessThan(25);
    }

    @Test
    void onlyWhatIsUnavailableMayBeTriedAgainUnchanged() throws IOException {
        for (ErrorRegister.Section section : ErrorRegister.read(ROOT)) {
            for (ErrorRegister.Entry entry : section.entries()) {
                if (entry.category() == null) {
                    continue;
                }
                AnkurahException error = AnkurahException.of(entry.category(), entry.code(), "", null);
                assertThat(error.retryable()).as(entry.code()).isEqualTo(entry.retryable());
            }
        }
    }
}
