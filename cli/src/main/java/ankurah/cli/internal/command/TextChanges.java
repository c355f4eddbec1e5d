package ankurah.cli.internal.command;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.core.TextEdit;
import ankurah.core.Transaction;
import ankurah.event.EntityId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code --insert} or {@code --delete}.
 *
 * @param inserted null for a deletion
 */
record TextChanges(
        String property, int position, int length, @Nullable String inserted) {
    private static final String INSERT = "insert";
    private static final String DELETE = "delete";

    static final Option INSERT_OPTION = Option.repeated(INSERT, "PROPERTY:POS:TEXT", "inserts into a text");
    static final Option DELETE_OPTION = Option.repeated(DELETE, "PROPERTY:POS:LENGTH", "deletes from a text");

    /** In the order given. */
    static List<TextChanges> read(Arguments arguments) {
        List<TextChanges> changes = new ArrayList<>();
        for (Arguments.Repeated option : arguments.repeated()) {
            changes.add(read(arguments, option.name(), option.value()));
        }
        return changes;
    }

    private static TextChanges read(Arguments arguments, String name, String value) {
        boolean inserts = name.equals(INSERT);
        int first = value.indexOf(':');
        int second = first < 0 ? -1 : value.indexOf(':', first + 1);
        if (first <= 0 || second < 0) {
            throw arguments.usage("--" + name + " is " + (inserts ? INSERT_OPTION.value() : DELETE_OPTION.value())
                    + ", not '" + value + "'");
        }
        String property = value.substring(0, first);
        int position = number(arguments, name, "POS", value.substring(first + 1, second));
        String rest = value.substring(second + 1);
        return inserts
                ? new TextChanges(property, position, 0, rest)
                : new TextChanges(property, position, number(arguments, name, "LENGTH", rest), null);
    }

    private static int number(Arguments arguments, String name, String what, String text) {
        int number = -1;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw wrong(arguments, name, what, text);
        }
        if (number < 0) {
            throw wrong(arguments, name, what, text);
        }
        return number;
    }

    private static Failure wrong(Arguments arguments, String name, String what, String text) {
        return arguments.usage("in --" + name + ", " + what + " is a number from 0, not '" + text + "'");
    }

    void apply(Transaction tx, EntityId id) {
        TextEdit text = tx.text(id, property);
        if (inserted == null) {
            text.delete(position, length);
        } else {
            text.insert(position, inserted);
        }
    }
}
