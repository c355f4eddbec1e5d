package ankurah.cli.internal.command;

import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.output.RowText;
import ankurah.core.Entity;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;

/** Entities on the command line. */
final class Rows {
    private Rows() {}

    static String text(Entity row) {
        return RowText.of(row.id(), row.values());
    }

    static EntityId id(Arguments arguments) {
        try {
            return EntityId.parse(arguments.operand(0));
        } catch (AnkurahException.Invalid malformed) {
            throw arguments.usage("'" + arguments.operand(0) + "' is no id: " + malformed.getMessage());
        }
    }
}
