package ankurah.cli.internal;

/** The exit codes of the command. */
public final class Exit {
    public static final int DONE = 0;
    /** It did not work, or was refused. */
    public static final int FAILED = 1;
    /** The command line or the query was not understood. */
    public static final int USAGE = 2;

    public static final int INTERRUPTED = 130;

    private Exit() {}
}
