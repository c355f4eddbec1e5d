package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.RowText;
import ankurah.cli.internal.output.Terminal;
import ankurah.event.EntityId;
import java.util.List;

/** {@code ankurah get}. */
final class Get implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "get",
                "print an entity as a JSON object",
                List.of("ID"),
                List.of(Targets.SERVER_OPTION, Targets.TOKEN_OPTION, Targets.DATA_OPTION, Targets.STORAGE_OPTION),
                "");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        EntityId id = Ids.first(arguments);
        try (Session session = Targets.open(arguments)) {
            terminal.out().lineNow(RowText.of(session.context().get(id)));
        }
        return Exit.DONE;
    }
}
