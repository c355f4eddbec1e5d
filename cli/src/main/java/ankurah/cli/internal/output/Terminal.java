package ankurah.cli.internal.output;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command writes.
 *
 * @param out results, and nothing else
 * @param err complaints, warnings and progress
 * @param interactive whether {@code err} is a terminal, where a line may be drawn over
 */
public record Terminal(Output out, PrintStream err, boolean interactive) {

    /** The process's own streams. */
    public static Terminal ofProcess() {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Terminal(new Output(new FileOutputStream(FileDescriptor.out)), err, isErrorTerminal());
    }

    /** Whether {@code out} is a terminal. */
    public boolean draws() {
        return isTerminal("1");
    }

    private static boolean isErrorTerminal() {
        return isTerminal("2");
    }

    /** Java can ask for standard input and output only, so Linux is asked itself. */
    @SuppressWarnings("SystemConsoleNull") // it may still be null where the JDK's own console is switched off
    private static boolean isTerminal(String descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
    }
}
