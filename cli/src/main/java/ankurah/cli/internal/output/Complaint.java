package ankurah.cli.internal.output;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.Failure;
import ankurah.event.AnkurahException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;

/** Tells a person what went wrong: one line on standard error, and with {@code --debug} where. */
public final class Complaint {
    private Complaint() {}

    /** @return the exit code */
    public static int show(Terminal terminal, Throwable failure, List<String> args) {
        terminal.err().println("ankurah: " + Plain.of(message(failure)));
        if (args.contains("--debug")) {
            failure.printStackTrace(terminal.err());
        }
        terminal.err().flush();
        return exit(failure);
    }

    private static int exit(Throwable failure) {
        return switch (failure) {
            case Failure known -> known.exit();
            case AnkurahException known when known.code().startsWith("query.") -> Exit.USAGE;
            default -> Exit.FAILED;
        };
    }

    private static String message(Throwable failure) {
        return switch (failure) {
            case Failure known -> String.valueOf(known.getMessage());
            case AnkurahException known -> String.valueOf(known.getMessage());
            case AccessDeniedException denied -> "no permission for '" + denied.getFile() + "'";
            case FileNotFoundException missing -> String.valueOf(missing.getMessage());
            case IOException io -> "input or output failed: " + io.getMessage();
            case OutOfMemoryError full -> "out of memory; give it more with ANKURAH_JAVA_OPTS=-Xmx...";
            default -> "unexpected " + failure + " (with --debug it shows where; please report it)";
        };
    }
}
