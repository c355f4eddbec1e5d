package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.soak.Plan;
import ankurah.cli.internal.soak.Soaking;
import ankurah.cli.internal.store.Stores;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code ankurah soak}. */
final class Soak implements Command {
    private static final String CLIENTS = "clients";
    private static final String MINUTES = "minutes";
    private static final String SECONDS = "seconds";
    private static final String PAUSE = "pause";
    private static final String SEED = "seed";
    private static final int DEFAULT_CLIENTS = 50;
    private static final int DEFAULT_MINUTES = 1;
    private static final int MOST_CLIENTS = 5_000;
    private static final int MOST_MINUTES = 10_000;
    private static final int DEFAULT_PAUSE = 1_000;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "soak",
                "many clients at work on a server that is killed; then check that nothing is lost or leaked",
                List.of(),
                List.of(
                        Option.optional(CLIENTS, "N", "how many clients (default " + DEFAULT_CLIENTS + ")"),
                        Option.optional(MINUTES, "M", "for how long (default " + DEFAULT_MINUTES + ")"),
                        Option.optional(SECONDS, "S", "the same in seconds"),
                        Option.optional(
                                PAUSE, "MILLIS", "between two commits of a client (default " + DEFAULT_PAUSE + ")"),
                        Option.optional(SEED, "SEED", "what decides who does what"),
                        Option.optional(
                                Targets.STORAGE,
                                "STORE",
                                "an empty store for the server (default: a folder that is removed)")),
                """
                Exit codes: 0 all checks hold, 1 one does not: a line says which, another one runs the same again. docs/operations.md
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws IOException, InterruptedException {
        arguments.requireOneOf(MINUTES, SECONDS);
        Path folder = Files.createTempDirectory("ankurah-soak");
        try {
            String store = arguments.option(Targets.STORAGE, Stores.ROCKSDB + folder.resolve("data"));
            Plan plan = new Plan(
                    arguments.number(CLIENTS, DEFAULT_CLIENTS, 1, MOST_CLIENTS),
                    arguments.has(SECONDS)
                            ? arguments.number(SECONDS, 0, 1, MOST_MINUTES * 60)
                            : 60 * arguments.number(MINUTES, DEFAULT_MINUTES, 1, MOST_MINUTES),
                    store,
                    arguments.number(SEED, (int) (System.nanoTime() & 0xfffff), 0, Integer.MAX_VALUE),
                    arguments.number(PAUSE, DEFAULT_PAUSE, 0, 1_000_000));
            List<String> wrong = new Soaking(plan, terminal).run();
            wrong.forEach(line -> terminal.out().line("WRONG: " + line));
            terminal.out().lineNow(wrong.isEmpty() ? "all checks hold" : "NOT all checks hold");
            return wrong.isEmpty() ? Exit.DONE : Exit.FAILED;
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
