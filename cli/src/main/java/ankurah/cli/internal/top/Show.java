package ankurah.cli.internal.top;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.output.Output;
import ankurah.cli.internal.output.Plain;
import org.jspecify.annotations.Nullable;

/** Looks again and again, and draws what it sees over what it drew before, or puts a line behind the last. */
public final class Show {
    private static final String FIRST = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K\n";
    private static final String REST = "\u001b[J";
    private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[2J";
    private static final String BACK = "\u001b[?1049l";

    private final StatusReader reader;
    private final Output out;

    public Show(StatusReader reader, Output out) {
        this.reader = reader;
        this.out = out;
    }

    /** All there is to see, once. */
    public void once() throws InterruptedException {
        new Picture(null, look()).lines().forEach(out::line);
        out.flush();
    }

    /** A line a look, until the reader has enough. */
    public void lines(int millis) throws InterruptedException {
        Status before = null;
        while (true) {
            Status now = look();
            out.lineNow(new Picture(before, now).line());
            before = now;
            Thread.sleep(millis);
        }
    }

    /** On a terminal, until it is interrupted. */
    public void live(int millis) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "top"));
        out.print(OTHER_SCREEN);
        Status before = null;
        while (true) {
            before = draw(before);
            Thread.sleep(millis);
        }
    }

    private void leave() {
        out.print(BACK);
        out.flush();
    }

    /** A server that is away is shown as away, for it may come back. */
    private @Nullable Status draw(@Nullable Status before) throws InterruptedException {
        StringBuilder screen = new StringBuilder(FIRST);
        Status now = null;
        try {
            now = look();
            new Picture(before, now).lines().forEach(line -> screen.append(line).append(REST_OF_LINE));
        } catch (Failure away) {
            screen.append(Plain.line(String.valueOf(away.getMessage()))).append(REST_OF_LINE);
        }
        out.print(screen.append(REST).toString());
        out.flush();
        return now;
    }

    private Status look() throws InterruptedException {
        return Status.parse(reader.read(), System.nanoTime());
    }
}
