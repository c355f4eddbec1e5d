package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.input.InputFile;
import ankurah.cli.internal.input.Renaming;
import ankurah.cli.internal.input.RowReader;
import ankurah.cli.internal.input.Typing;
import ankurah.cli.internal.load.Counts;
import ankurah.cli.internal.load.Loader;
import ankurah.cli.internal.output.Progress;
import ankurah.cli.internal.output.Seconds;
import ankurah.cli.internal.output.Terminal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ankurah import}. */
final class Import implements Command {
    private static final String KEY = "key";
    private static final String ARRAY = "array";
    private static final String RENAME = "rename";

    @Override
    public Syntax syntax() {
        return new Syntax(
                "import",
                "load rows from a JSON, JSON Lines or CSV file",
                List.of("FILE"),
                List.of(
                        Targets.COLLECTION_OPTION,
                        Targets.SERVER_OPTION,
                        Targets.TOKEN_OPTION,
                        Targets.DATA_OPTION,
                        Option.optional(KEY, "FIELD", "rows whose key is there already change that entity"),
                        Option.optional(ARRAY, "DOTTED.PATH", "the array inside a JSON object that holds the rows"),
                        Targets.TYPES_OPTION,
                        Option.optional(RENAME, "old:new,...", "other names for fields ('id' needs one)")),
                """
                FILE may be - for standard input. The name or the first bytes tell the format. Each 1,000 rows are stored
                together or not at all; a bad row is named by its line, and the batches before its own stay.
                example: ankurah import examples/data/chinook.json --array Track --collection track --key TrackId
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String collection = arguments.requiredOption(Targets.COLLECTION);
        Renaming renaming = Renaming.parse(arguments.option(RENAME));
        Typing typing = Typing.parse(arguments.option(Targets.TYPES), renaming);
        String keyField = arguments.option(KEY);
        String key = keyField == null ? null : renaming.property(keyField);
        String file = arguments.operand(0);
        Progress progress = new Progress(terminal, InputFile.size(file));
        Counts counts;
        try (RowReader rows = InputFile.open(file, arguments.option(ARRAY), renaming, typing);
                Session session = Targets.open(arguments, true)) {
            counts = new Loader(session.context(), collection, progress).load(rows, key);
        } finally {
            progress.clear();
        }
        terminal.out().lineNow(summary(counts, collection, key, System.nanoTime() - begin));
        return Exit.DONE;
    }

    private static String summary(Counts counts, String collection, @Nullable String key, long nanos) {
        String line = "imported " + counts.rows() + " rows into " + collection + " in " + Seconds.of(nanos);
        return key == null
                ? line
                : line + " (" + counts.created() + " new, " + counts.changed() + " changed, " + counts.unchanged()
                        + " unchanged)";
    }
}
