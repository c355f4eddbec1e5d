package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.RowText;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Entity;
import ankurah.event.EntityId;
import java.util.List;

/** {@code ankurah restore}. */
final class Restore implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "restore",
                "bring a deleted entity back and print it",
                List.of("ID"),
                List.of(Targets.SERVER_OPTION, Targets.TOKEN_OPTION, Targets.DATA_OPTION, Targets.STORAGE_OPTION),
                "");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        EntityId id = Ids.first(arguments);
        try (Session session = Targets.open(arguments)) {
            Entity restored = session.accepted(session.context().transact(tx -> {
                tx.restore(id);
                return tx.get(id);
            }));
            terminal.out().lineNow(RowText.of(restored));
        }
        return Exit.DONE;
    }
}
