package ankurah.cli.internal.args;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of one command line, read by a {@link Syntax}. Options are {@code --name value} or {@code --name=value}, in any
 * place; behind {@code --} nothing is an option. A single dash begins no option (but {@code -h}), so that a query may begin
 * with a negative number.
 */
public final class Arguments {
    private static final String DEBUG = "debug";
    private static final String HELP = "help";

    private final Syntax syntax;
    private final List<String> operands = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    private final List<Repeated> repeated = new ArrayList<>();

    /** One of the options that may stand there several times. */
    public record Repeated(String name, String value) {}

    private Arguments(Syntax syntax) {
        this.syntax = syntax;
    }

    /** @throws Failure with exit code 2, naming the first thing that is wrong */
    public static Arguments parse(Syntax syntax, List<String> words) {
        Arguments arguments = new Arguments(syntax);
        int at = 0;
        boolean optionsEnded = false;
        while (at < words.size()) {
            String word = words.get(at++);
            if (!optionsEnded && word.equals("--")) {
                optionsEnded = true;
            } else if (!optionsEnded && (word.startsWith("--") || word.equals("-h"))) {
                at = arguments.option(word, words, at);
            } else {
                arguments.operands.add(word);
            }
        }
        if (!arguments.wantsHelp()) {
            arguments.requireComplete();
        }
        return arguments;
    }

    private int option(String word, List<String> words, int next) {
        int equals = word.indexOf('=');
        String name = word.equals("-h") ? HELP : word.substring(2, equals < 0 ? word.length() : equals);
        Option option = syntax.option(name);
        boolean everywhere = name.equals(DEBUG) || name.equals(HELP);
        if (option == null && !everywhere) {
            throw unknown(name);
        }
        String value = equals < 0 ? null : word.substring(equals + 1);
        if (option == null || option.value() == null) {
            if (value != null) {
                throw usage("--" + name + " takes no value");
            }
            options.put(name, "");
            return next;
        }
        if (value == null) {
            if (next == words.size()) {
                throw usage("--" + name + " needs a value (" + option.value() + ")");
            }
            value = words.get(next++);
        }
        if (option.repeated()) {
            repeated.add(new Repeated(name, value));
            return next;
        }
        if (options.put(name, value) != null) {
            throw usage("--" + name + " stands there twice");
        }
        return next;
    }

    private Failure unknown(String name) {
        List<String> names = syntax.options().stream().map(Option::name).toList();
        String nearest = Nearest.of(name, names);
        return usage(
                "unknown option '--" + name + "'" + (nearest == null ? "" : " (did you mean '--" + nearest + "'?)"));
    }

    private void requireComplete() {
        int expected = syntax.operands().size();
        if (operands.size() < syntax.requiredOperands()) {
            throw usage("missing " + syntax.operands().get(operands.size()));
        }
        if (operands.size() > expected) {
            throw usage("unexpected '" + operands.get(expected) + "'"
                    + (expected == 0 ? "" : " (quote a text with blanks)"));
        }
        for (Option option : syntax.options()) {
            if (option.required() && !has(option.name())) {
                throw usage("missing --" + option.name() + " " + option.value());
            }
        }
    }

    public boolean wantsHelp() {
        return options.containsKey(HELP);
    }

    public boolean has(String option) {
        return options.containsKey(option);
    }

    public String operand(int index) {
        return operands.get(index);
    }

    /** Null if it was left out. */
    public @Nullable String optionalOperand(int index) {
        return index < operands.size() ? operands.get(index) : null;
    }

    /** The options that may stand there several times, in the order given. */
    public List<Repeated> repeated() {
        return List.copyOf(repeated);
    }

    public @Nullable String option(String name) {
        return options.get(name);
    }

    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    public String requiredOption(String name) {
        String value = options.get(name);
        if (value == null) {
            throw usage("missing --" + name);
        }
        return value;
    }

    /** @throws Failure if both are given */
    public void requireOneOf(String first, String second) {
        if (has(first) && has(second)) {
            throw usage("--" + first + " and --" + second + " exclude each other");
        }
    }

    /** A whole number within bounds. */
    public int number(String name, int otherwise, int least, int most) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw outOfRange(name, text, least, most);
        }
        throw outOfRange(name, text, least, most);
    }

    private Failure outOfRange(String name, String text, int least, int most) {
        return usage("--" + name + " is a number from " + least + " to " + most + ", not '" + text + "'");
    }

    /** A complaint about this command line. */
    public Failure usage(String message) {
        return Failure.usage(syntax.command(), message);
    }
}
