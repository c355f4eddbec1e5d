package ankurah.cli.internal.serve;

import ankurah.cli.internal.Failure;
import ankurah.core.rules.Rules;
import ankurah.event.AnkurahException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a policy from a file; docs/policy.md is its page. */
public final class PolicyFile {
    private PolicyFile() {}

    /** @throws Failure with exit code 2 for a file that is not there or not a policy */
    public static Rules read(String file) {
        try {
            return parse(file);
        } catch (IOException unreadable) {
            throw Failure.usage("serve", "--policy is allow-all or a file, and '" + file + "' cannot be read");
        } catch (AnkurahException.Invalid wrong) {
            throw Failure.usage("policy", "policy file " + file + ": " + wrong.getMessage());
        }
    }

    static Rules parse(String file) throws IOException {
        return Rules.parse(Files.readString(Path.of(file)));
    }
}
