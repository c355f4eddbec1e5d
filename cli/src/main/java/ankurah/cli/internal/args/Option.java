package ankurah.cli.internal.args;

import org.jspecify.annotations.Nullable;

/**
 * One {@code --name} of a command.
 *
 * @param value what the help calls its value; null for a flag, which has none
 * @param repeated whether it may stand there several times
 */
public record Option(String name, @Nullable String value, boolean required, boolean repeated, String help) {

    public static Option flag(String name, String help) {
        return new Option(name, null, false, false, help);
    }

    public static Option optional(String name, String value, String help) {
        return new Option(name, value, false, false, help);
    }

    public static Option required(String name, String value, String help) {
        return new Option(name, value, true, false, help);
    }

    public static Option repeated(String name, String value, String help) {
        return new Option(name, value, false, true, help);
    }

    /** {@code --port PORT} */
    String shown() {
        return value == null ? "--" + name : "--" + name + " " + value;
    }
}
