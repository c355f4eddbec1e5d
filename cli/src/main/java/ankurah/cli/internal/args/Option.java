package ankurah.cli.internal.args;

import org.jspecify.annotations.Nullable;

/**
 * One {@code --name} of a command.
 *
 * @param value what the help calls its value; null for a flag, which has none
 */
public record Option(String name, @Nullable String value, boolean required, String help) {

    public static Option flag(String name, String help) {
        return new Option(name, null, false, help);
    }

    public static Option optional(String name, String value, String help) {
        return new Option(name, value, false, help);
    }

    public static Option required(String name, String value, String help) {
        return new Option(name, value, true, help);
    }

    /** {@code --port PORT} */
    String shown() {
        return value == null ? "--" + name : "--" + name + " " + value;
    }
}
