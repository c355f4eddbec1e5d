package ankurah.cli.internal.command;

import ankurah.cli.internal.args.Arguments;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;

/** Ids of entities on the command line. */
final class Ids {
    private Ids() {}

    static EntityId first(Arguments arguments) {
        return read(arguments, arguments.operand(0));
    }

    static EntityId read(Arguments arguments, String id) {
        try {
            return EntityId.parse(id);
        } catch (AnkurahException.Invalid malformed) {
            throw arguments.usage("'" + id + "' is no id: " + malformed.getMessage());
        }
    }
}
