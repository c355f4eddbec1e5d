package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.HistoryText;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Context;
import ankurah.core.HistoryEntry;
import ankurah.event.EntityId;
import java.util.List;

/** {@code ankurah history}. */
final class History implements Command {
    private static final int PAGE_EVENTS = 1_000;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "history",
                "print the events of an entity, oldest first, one JSON object a line",
                List.of("ID"),
                List.of(Targets.SERVER_OPTION, Targets.TOKEN_OPTION, Targets.DATA_OPTION, Targets.STORAGE_OPTION),
                """
                Each line has the event's id, time, author, transaction, parents, and what it changed: the properties by
                name with the values written. Deleting and restoring write the property _deleted.
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        EntityId id = Ids.first(arguments);
        try (Session session = Targets.open(arguments)) {
            Context context = session.context();
            List<HistoryEntry> page = context.history(id, null, PAGE_EVENTS);
            while (!page.isEmpty()) {
                for (HistoryEntry entry : page) {
                    terminal.out().line(HistoryText.of(entry));
                }
                terminal.out().flush();
                page = page.size() < PAGE_EVENTS
                        ? List.of()
                        : context.history(id, page.getLast().id(), PAGE_EVENTS);
            }
        }
        return Exit.DONE;
    }
}
