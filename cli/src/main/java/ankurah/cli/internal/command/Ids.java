package ankurah.cli.internal.command;

import ankurah.cli.internal.args.Arguments;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;

/** Ids of entities on the command line. */
final class Ids {
    private Ids() {}

    static EntityId first(Arguments arguments) {
        try {
            return EntityId.parse(arguments.operand(0));
        } catch (AnkurahException.Invalid malformed) {
            throw arguments.usage("'" + arguments.operand(0) + "' is no id: " + malformed.getMessage());
        }
    }
}
