package ankurah.cli;

/** Entry point of the {@code ankurah} command. Exit codes: 0 done, 2 the command line was not understood. */
public final class Main {
    private static final String USAGE = """
            usage: ankurah <command> [arguments]

              help       show this text
              version    show the version
            """;

    private Main() {}

    /** Runs the command named by the first argument and ends the process with its exit code. */
    static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        String command = args.length == 0 ? "help" : args[0];
        return switch (command) {
            case "help", "--help", "-h" -> say(USAGE);
            case "version", "--version" -> say("ankurah " + version() + System.lineSeparator());
            default -> {
                System.err.println("ankurah: unknown command '" + command + "'; try: ankurah help");
                yield 2;
            }
        };
    }

    private static int say(String text) {
        System.out.print(text);
        return 0;
    }

    private static String version() {
        String packaged = Main.class.getPackage().getImplementationVersion();
        return packaged == null ? "(unpackaged)" : packaged;
    }
}
