package ankurah.cli.errors;

import ankurah.event.AnkurahException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes docs/errors.md from the modules' registers. Run it with the root of the checkout as the argument. */
final class ErrorsPage {
    private static final String HEAD = """
            # Errors

            <!-- Written by ErrorsPage from each module's errors.txt; ErrorsTest holds both together. -->

            Every error is an `AnkurahException` with a category, a code and a message. The category is one of six that never grow in
            number, and says what kind of answer the caller needs to give. The code, `area.what`, says what happened; it is the same in Java,
            on the command line and [on the wire](protocol.md), and further ones come with further versions. The message says what, where,
            and what to do, for people.

            | category | class | means | the same again may succeed | on the wire |
            |---|---|---|---|---|
            | invalid | `Invalid` | the input is wrong | no | 0 |
            | not_found | `NotFound` | what was named does not exist, or may not be seen | no | 1 |
            | refused | `Refused` | a policy, or the lack of a credential, forbids it | no | 2 |
            | conflict | `Conflict` | the input is sound but does not fit the present state | no | 3 |
            | unavailable | `Unavailable` | not now: no connection, a timeout, an overloaded or closed node | yes | 4 |
            | fault | `Fault` | damaged data or a broken invariant; an operator has to look | no | 5 |

            A policy or an authenticator may refuse with codes of its own.
            """;

    private ErrorsPage() {}

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        Files.writeString(root.resolve("docs/errors.md"), print(ErrorRegister.read(root)));
    }

    static String print(List<ErrorRegister.Section> sections) {
        StringBuilder page = new StringBuilder(HEAD);
        for (ErrorRegister.Section section : sections) {
            page.append("\n## ").append(section.title()).append("\n\n");
            page.append("| code | category | again | what happened | what to do |\n|---|---|---|---|---|\n");
            for (ErrorRegister.Entry entry : section.entries()) {
                page.append("| `").append(entry.code());
                page.append("` | ").append(category(entry.category()));
                page.append(" | ").append(entry.retryable() ? "yes" : "no");
                page.append(" | ").append(entry.meaning());
                page.append(" | ").append(entry.remedy()).append(" |\n");
            }
        }
        return page.toString();
    }

    private static String category(@Nullable Category category) {
        return category == null ? "" : category.name().toLowerCase(Locale.ROOT);
    }
}
