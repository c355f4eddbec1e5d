package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.input.JsonArgument;
import ankurah.cli.internal.output.RowText;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Entity;
import ankurah.event.Value;
import java.util.List;
import java.util.Map;

/** {@code ankurah create}. */
final class Create implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "create",
                "create an entity from a JSON object and print it",
                List.of("JSON"),
                List.of(
                        Targets.COLLECTION_OPTION,
                        Targets.TYPES_OPTION,
                        Targets.SERVER_OPTION,
                        Targets.DATA_OPTION,
                        Targets.STORAGE_OPTION),
                "example: ankurah create --collection album '{\"name\": \"Origin of Symmetry\", \"year\": 2001}'\n");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        Map<String, Value> values = JsonArgument.read(arguments, arguments.operand(0), arguments.option(Targets.TYPES));
        String collection = arguments.requiredOption(Targets.COLLECTION);
        try (Session session = Targets.open(arguments, true)) {
            Entity created = session.accepted(session.context().transact(tx -> tx.create(collection, values)));
            terminal.out().lineNow(RowText.of(created));
        }
        return Exit.DONE;
    }
}
