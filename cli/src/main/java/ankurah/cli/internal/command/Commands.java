package ankurah.cli.internal.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All commands, in the order of the help. */
public final class Commands {
    private Commands() {}

    public static List<Command> all() {
        return List.of(
                new Demo(),
                new Serve(),
                new Import(),
                new QueryRows(),
                new Watch(),
                new Create(),
                new Edit(),
                new Delete(),
                new Restore(),
                new Erase(),
                new Get(),
                new History(),
                new ShowSchema(),
                new ManageIndexes(),
                new Export(),
                new Load(),
                new CheckStore(),
                new CheckPolicy(),
                new Top(),
                new Soak());
    }

    public static @Nullable Command named(String name) {
        if (name.equals("rehearse")) {
            return new Rehearse();
        }
        if (name.equals("soak-server")) {
            return new SoakServer();
        }
        for (Command command : all()) {
            if (command.syntax().command().equals(name)) {
                return command;
            }
        }
        return null;
    }
}
