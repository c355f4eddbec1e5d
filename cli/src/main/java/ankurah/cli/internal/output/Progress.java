package ankurah.cli.internal.output;

import java.io.PrintStream;

/** A bar on a terminal's standard error, drawn at most every tenth of a second; nothing where that is no terminal. */
public final class Progress {
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean shown;
    private final long total;
    private final String unit;
    private long lastDrawn = System.nanoTime() - INTERVAL_NANOS;
    private int drawnLength;

    /** @param total what {@code done} counts up to; 0 when unknown */
    public Progress(Terminal terminal, long total) {
        this(terminal, total, "rows");
    }

    /** @param unit what is counted */
    public Progress(Terminal terminal, long total, String unit) {
        this.unit = unit;
        this.err = terminal.err();
        this.shown = terminal.interactive();
        this.total = total;
    }

    public void update(long done, long rows) {
        long now = System.nanoTime();
        if (shown && now - lastDrawn >= INTERVAL_NANOS) {
            lastDrawn = now;
            draw(bar(done, total) + rows + " " + unit);
        }
    }

    /** Wipes the bar, so that the next line stands alone. */
    public void clear() {
        if (drawnLength > 0) {
            draw("");
            err.print('\r');
            err.flush();
        }
    }

    private void draw(String text) {
        err.print("\r" + text + " ".repeat(Math.max(0, drawnLength - text.length())));
        err.flush();
        drawnLength = text.length();
    }

    static String bar(long done, long total) {
        if (total <= 0) {
            return "";
        }
        long bounded = Math.min(done, total);
        int filled = (int) (bounded * WIDTH / total);
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + bounded * 100 / total + "%  ";
    }
}
