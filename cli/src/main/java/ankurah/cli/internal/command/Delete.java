package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Terminal;
import ankurah.event.EntityId;
import java.util.List;

/** {@code ankurah delete}. */
final class Delete implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "delete",
                "delete an entity; restore brings it back",
                List.of("ID"),
                List.of(Targets.SERVER_OPTION, Targets.TOKEN_OPTION, Targets.DATA_OPTION, Targets.STORAGE_OPTION),
                "");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        EntityId id = Ids.first(arguments);
        try (Session session = Targets.open(arguments)) {
            session.accepted(session.context().run(tx -> tx.delete(id)));
            terminal.out().lineNow("{\"id\":\"" + id + "\",\"deleted\":true}");
        }
        return Exit.DONE;
    }
}
