package ankurah.cli;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.Failure;
import ankurah.cli.internal.Nearest;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.command.Command;
import ankurah.cli.internal.command.Commands;
import ankurah.cli.internal.output.Complaint;
import ankurah.cli.internal.output.Logging;
import ankurah.cli.internal.output.Output;
import ankurah.cli.internal.output.Terminal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Entry point of the {@code ankurah} command. Exit codes: 0 done, 1 failed or refused, 2 the command line or the query was
 * not understood, 130 interrupted.
 */
public final class Main {
    private Main() {}

    /** Runs the command named by the first argument and ends the process with its exit code. */
    static void main(String[] args) {
        Logging.configure(args);
        System.exit(run(Terminal.ofProcess(), args));
    }

    static int run(Terminal terminal, String... args) {
        try {
            int exit = dispatch(terminal, Arrays.asList(args));
            terminal.out().flush();
            return exit;
        } catch (Output.Closed readerHasEnough) {
            return Exit.DONE;
        } catch (IOException | RuntimeException | Error failure) {
            return Complaint.show(terminal, failure, Arrays.asList(args));
        } catch (InterruptedException interrupted) {
            return Exit.INTERRUPTED;
        }
    }

    private static int dispatch(Terminal terminal, List<String> args) throws IOException, InterruptedException {
        String name = args.isEmpty() ? "help" : args.getFirst();
        List<String> words = args.subList(Math.min(1, args.size()), args.size());
        switch (name) {
            case "help", "--help", "-h" -> {
                return help(terminal, words);
            }
            case "version", "--version" -> {
                terminal.out().line("ankurah " + version());
                return Exit.DONE;
            }
            default -> {
                Command command = command(name);
                Arguments arguments = Arguments.parse(command.syntax(), words);
                if (arguments.wantsHelp()) {
                    terminal.out().print(command.syntax().help());
                    return Exit.DONE;
                }
                return command.run(arguments, terminal);
            }
        }
    }

    private static Command command(String name) {
        Command command = Commands.named(name);
        if (command == null) {
            List<String> names = Commands.all().stream().map(c -> c.syntax().command()).toList();
            throw Failure.usage("unknown command '" + name + "'" + Nearest.hint(name, names) + "; see: ankurah help");
        }
        return command;
    }

    private static int help(Terminal terminal, List<String> words) {
        terminal.out().print(words.isEmpty() ? overview() : command(words.getFirst()).syntax().help());
        return Exit.DONE;
    }

    private static String overview() {
        StringBuilder out = new StringBuilder("usage: ankurah <command> [arguments]\n\n");
        for (Command command : Commands.all()) {
            row(out, command.syntax().command(), command.syntax().summary());
        }
        row(out, "test", "run every test (in a checkout)");
        row(out, "help [COMMAND]", "show this text, or a command's");
        row(out, "--version", "show the version");
        return out.append("\nExit codes: 0 done, 1 failed or refused, 2 usage or bad query, 130 interrupted.\n")
                .toString();
    }

    private static void row(StringBuilder out, String name, String summary) {
        out.append("  ").append(name).repeat(' ', 16 - name.length()).append(summary).append('\n');
    }

    private static String version() {
        String packaged = Main.class.getPackage().getImplementationVersion();
        return packaged == null ? "(unpackaged)" : packaged;
    }
}
