package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Context;
import ankurah.event.EntityId;
import java.util.List;
import java.util.Set;

/** {@code ankurah erase}. */
final class Erase implements Command {
    private static final String PROPERTY = "property";

    @Override
    public Syntax syntax() {
        return new Syntax(
                "erase",
                "take away what was ever written to an entity, for good",
                List.of("ID"),
                List.of(
                        Option.repeated(PROPERTY, "NAME", "only this property, which may stand there several times"),
                        Targets.SERVER_OPTION,
                        Targets.TOKEN_OPTION,
                        Targets.DATA_OPTION),
                """
                The entity's events stay, with ids, authors and times, and without content. Without --property the entity
                is deleted too. What others write to it meanwhile is not erased. There is no way back.
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        EntityId id = Ids.first(arguments);
        List<String> properties =
                arguments.repeated().stream().map(Arguments.Repeated::value).toList();
        try (Session session = Targets.open(arguments)) {
            Context context = session.context();
            int events = session.accepted(
                    properties.isEmpty() ? context.erase(id) : context.erase(id, Set.copyOf(properties)));
            terminal.out().lineNow("{\"id\":\"" + id + "\",\"erased\":" + events + "}");
        }
        return Exit.DONE;
    }
}
