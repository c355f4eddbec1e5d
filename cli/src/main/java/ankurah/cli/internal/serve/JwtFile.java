package ankurah.cli.internal.serve;

import ankurah.auth.jwt.JwtAuthenticator;
import ankurah.auth.jwt.JwtOptions;
import ankurah.cli.internal.Failure;
import ankurah.event.AnkurahException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads which tokens are taken from a file; docs/authentication.md is its page. */
public final class JwtFile {
    private JwtFile() {}

    /** @throws Failure with exit code 2 for a file that is not there or not understood, 1 if there are no keys */
    public static JwtAuthenticator read(String file) {
        try {
            return JwtAuthenticator.create(parse(file));
        } catch (IOException unreadable) {
            throw Failure.usage("serve", "--jwt is a file, and '" + file + "' cannot be read");
        } catch (AnkurahException.Invalid wrong) {
            throw Failure.usage("serve", "token file " + file + ": " + wrong.getMessage());
        } catch (AnkurahException.Unavailable noKeys) {
            throw Failure.failed("token file " + file + ": " + noKeys.getMessage(), noKeys);
        }
    }

    static JwtOptions parse(String file) throws IOException {
        Path path = Path.of(file).toAbsolutePath();
        Path folder = path.getParent();
        return JwtOptions.parse(Files.readString(path), folder == null ? path : folder);
    }
}
