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
import org.jspecify.annotations.Nullable;

/** {@code ankurah edit}. */
final class Edit implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "edit",
                "change properties of an entity and print it",
                List.of("ID", "[JSON]"),
                List.of(
                        TextChanges.INSERT_OPTION,
                        TextChanges.DELETE_OPTION,
                        Targets.TYPES_OPTION,
                        Targets.SERVER_OPTION,
                        Targets.TOKEN_OPTION,
                        Targets.DATA_OPTION),
                """
                Properties that the JSON object does not name stay; null clears one.

                --insert and --delete edit collaborative texts, in the order given, all in one commit. POS and LENGTH count
                UTF-16 code units from 0; TEXT is everything behind the second colon.
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        EntityId id = Ids.first(arguments);
        List<TextChanges> changes = TextChanges.read(arguments);
        @Nullable String json = arguments.optionalOperand(1);
        if (json == null && changes.isEmpty()) {
            throw arguments.usage("nothing to change: give JSON, --insert or --delete");
        }
        Map<String, Value> values =
                json == null ? Map.of() : JsonArgument.read(arguments, json, arguments.option(Targets.TYPES));
        try (Session session = Targets.open(arguments)) {
            Entity edited = session.accepted(session.context().transact(tx -> {
                tx.edit(id, values);
                changes.forEach(change -> change.apply(tx, id));
                return tx.get(id);
            }));
            terminal.out().lineNow(RowText.of(edited));
        }
        return Exit.DONE;
    }
}
