package ankurah.cli.internal.args;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command understands.
 *
 * @param operands the names of the words that are no options; those in brackets, at the end, may be left out
 * @param notes paragraphs for the end of the help
 */
public record Syntax(String command, String summary, List<String> operands, List<Option> options, String notes) {
    private static final String INDENT = "  ";

    int requiredOperands() {
        int count = 0;
        while (count < operands.size() && !operands.get(count).startsWith("[")) {
            count++;
        }
        return count;
    }

    @Nullable
    Option option(String name) {
        for (Option option : options) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        return null;
    }

    /** One line: the command with everything it takes. */
    public String usage() {
        StringBuilder out = new StringBuilder("ankurah ").append(command);
        for (String operand : operands) {
            out.append(' ').append(operand);
        }
        for (Option option : options) {
            String shown = option.shown() + (option.repeated() ? " ..." : "");
            out.append(' ').append(option.required() ? shown : "[" + shown + "]");
        }
        return out.toString();
    }

    /** The text of {@code --help}. */
    public String help() {
        int width = 0;
        for (Option option : options) {
            width = Math.max(width, option.shown().length());
        }
        StringBuilder out = new StringBuilder(summary).append("\n\nusage: ").append(usage());
        out.append("\n\n");
        for (Option option : options) {
            out.append(INDENT).append(option.shown());
            out.repeat(' ', width - option.shown().length() + 2)
                    .append(option.help())
                    .append('\n');
        }
        out.append(INDENT)
                .append("--debug")
                .repeat(' ', Math.max(2, width - 5))
                .append("on an error, the stack trace\n");
        if (!notes.isEmpty()) {
            out.append('\n').append(notes);
        }
        return out.toString();
    }
}
