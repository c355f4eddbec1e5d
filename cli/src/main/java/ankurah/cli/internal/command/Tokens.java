package ankurah.cli.internal.command;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.args.Arguments;
import ankurah.core.NodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The credential that a command shows to a server. */
final class Tokens {
    static final String TOKEN = "token";
    static final String VARIABLE = "ANKURAH_TOKEN";
    private static final String FILE = "@";

    private Tokens() {}

    /** A file is read again whenever the server asks, so another program may keep the token in it fresh. */
    static NodeOptions.Credentials of(Arguments arguments) {
        String given = arguments.option(TOKEN, System.getenv().getOrDefault(VARIABLE, ""));
        if (given.isEmpty()) {
            return () -> null;
        }
        if (!given.startsWith(FILE)) {
            return () -> given;
        }
        Path file = Path.of(given.substring(FILE.length()));
        String first = read(file);
        return () -> Files.exists(file) ? read(file) : first;
    }

    /** A token, or what stands in the file that is named. */
    static String resolve(String given) {
        return given.startsWith(FILE) ? read(Path.of(given.substring(FILE.length()))) : given;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw Failure.failed("the token's file " + file + " cannot be read", unreadable);
        }
    }
}
