package ankurah.web.internal.run;

import org.teavm.jso.JSBody;

/** What the core logs, on the host's console, without the print streams of the class library. */
public final class HostLog {
    private HostLog() {}

    public static void log(System.Logger.Level level, String message, Throwable thrown) {
        complain("[" + level.getName() + "] " + message + (thrown == null ? "" : "\n" + shown(thrown)));
    }

    /** What a coroutine ended with. */
    public static void uncaught(Throwable thrown) {
        complain(shown(thrown));
    }

    /** There are no stack traces to show. */
    private static String shown(Throwable thrown) {
        StringBuilder shown = new StringBuilder().append(thrown);
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            shown.append("\nCaused by: ").append(cause);
        }
        return shown.toString();
    }

    @JSBody(params = "message", script = "console.error(message);")
    private static native void complain(String message);
}
