package ankurah.cli.internal;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and a message for a person; what the database itself says stays an AnkurahException. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;

    private Failure(int exit, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public static Failure failed(String message) {
        return new Failure(Exit.FAILED, message, null);
    }

    public static Failure failed(String message, Throwable cause) {
        return new Failure(Exit.FAILED, message, cause);
    }

    /** The command line was not understood. */
    public static Failure usage(String message) {
        return new Failure(Exit.USAGE, message, null);
    }

    /** The same; the message names the command's help. */
    public static Failure usage(String command, String message) {
        return new Failure(Exit.USAGE, message + "; see: ankurah " + command + " --help", null);
    }

    public int exit() {
        return exit;
    }
}
