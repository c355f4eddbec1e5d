package ankurah.cli.internal.output;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * What the libraries log goes to standard error: a server's warnings on a line each, of the other commands nothing but with
 * {@code --debug}, since they say themselves what went wrong.
 *
 * <p>The JDK makes one of these when something is logged first, so that a command where nothing is logged does not pay for
 * it.
 */
public final class Logging {
    private static final String LEVEL = "ankurah.log.level";

    /** Called by the JDK. */
    public Logging() {
        Level level = Level.parse(System.getProperty(LEVEL, Level.OFF.getName()));
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(level);
        Logger root = LogManager.getLogManager().getLogger("");
        root.setLevel(level);
        root.addHandler(handler);
    }

    /** Before anything is logged. */
    public static void configure(String[] args) {
        List<String> words = List.of(args);
        boolean server = words.contains("serve") || words.contains("demo");
        Level level = words.contains("--debug") || server && words.contains("--log")
                ? Level.INFO
                : server ? Level.WARNING : Level.OFF;
        System.setProperty(LEVEL, level.getName());
        System.setProperty("java.util.logging.SimpleFormatter.format", "ankurah: %4$s: %5$s%6$s%n");
        System.setProperty("java.util.logging.config.class", Logging.class.getName());
    }
}
