package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.Failure;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.input.SchemaFile;
import ankurah.cli.internal.output.SchemaDifference;
import ankurah.cli.internal.output.SchemaText;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Schema;
import ankurah.event.AnkurahException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ankurah schema}. */
final class ShowSchema implements Command {
    private static final String JSON = "json";
    private static final String DIFF = "diff";

    @Override
    public Syntax syntax() {
        return new Syntax(
                "schema",
                "print the collections with their properties and indexes, or compare two schemas",
                List.of("[diff", "A", "B]"),
                List.of(
                        Targets.SERVER_OPTION,
                        Targets.TOKEN_OPTION,
                        Targets.DATA_OPTION,
                        Option.flag(JSON, "print one JSON object, which 'schema diff' reads")),
                """
                Each property is shown with the kinds of all values it ever held, and its data type.
                'schema diff A B' says what differs; A and B are each the URL of a server, a data folder, or a file with
                what 'schema --json' printed. Exit codes: 0 the same, 1 different, 2 one of them could not be read.
                example: ankurah schema diff ws://127.0.0.1:9797 schema.json
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        String what = arguments.optionalOperand(0);
        if (what != null) {
            return diff(arguments, what, terminal);
        }
        Schema schema;
        try (Session session = Targets.open(arguments)) {
            schema = session.schema();
        }
        if (arguments.has(JSON)) {
            terminal.out().line(SchemaText.json(schema));
        } else {
            SchemaText.table(schema, terminal.out());
        }
        return Exit.DONE;
    }

    private static int diff(Arguments arguments, String what, Terminal terminal) {
        String first = arguments.optionalOperand(1);
        String second = arguments.optionalOperand(2);
        if (!what.equals(DIFF) || first == null || second == null) {
            throw arguments.usage("write 'schema', or 'schema diff A B'");
        }
        for (String option : List.of(Targets.SERVER, Targets.DATA, JSON)) {
            if (arguments.has(option)) {
                throw arguments.usage("'schema diff' takes no --" + option + ": write the URL or folder as A or B");
            }
        }
        List<String> lines = SchemaDifference.between(read(arguments, first), read(arguments, second));
        lines.forEach(terminal.out()::line);
        return lines.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    /** What goes wrong here must not be taken for a difference. */
    private static Schema read(Arguments arguments, String from) {
        try (Session session = session(arguments, from)) {
            return session == null ? SchemaFile.read(Path.of(from)) : session.schema();
        } catch (AnkurahException e) {
            throw Failure.usage("'" + from + "' cannot be read: " + e.getMessage());
        } catch (Failure e) {
            throw e.exit() == Exit.USAGE ? e : Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Session session(Arguments arguments, String from) {
        if (from.contains("://")) {
            return Session.ofServer(arguments, from, status -> {});
        }
        return Files.isDirectory(Path.of(from)) ? Session.ofFolder(from, false) : null;
    }
}
