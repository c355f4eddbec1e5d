package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.input.JsonArgument;
import ankurah.cli.internal.output.RowText;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Entity;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.List;
import java.util.Map;

/** {@code ankurah edit}. */
final class Edit implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "edit",
                "change properties of an entity and print it",
                List.of("ID", "JSON"),
                List.of(Targets.TYPES_OPTION, Targets.SERVER_OPTION, Targets.DATA_OPTION),
                "Properties that the JSON object does not name stay; null clears one.\n");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        EntityId id = Ids.first(arguments);
        Map<String, Value> values = JsonArgument.read(arguments, arguments.operand(1), arguments.option(Targets.TYPES));
        try (Session session = Targets.open(arguments)) {
            Entity edited = session.accepted(session.context().transact(tx -> {
                tx.edit(id, values);
                return tx.get(id);
            }));
            terminal.out().lineNow(RowText.of(edited));
        }
        return Exit.DONE;
    }
}
