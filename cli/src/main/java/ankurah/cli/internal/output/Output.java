package ankurah.cli.internal.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines on standard output, buffered. Unlike a PrintStream it tells when nobody reads any more, so that {@code | head} ends
 * a long answer. Safe for several threads.
 */
public final class Output {
    private static final int BUFFER_BYTES = 32 * 1024;

    /** The reading end of the pipe has gone. */
    public static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Closed(IOException cause) {
            super(cause);
        }
    }

    private final OutputStream target;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;

    public Output(OutputStream target) {
        this.target = target;
    }

    /** A line, shown once the buffer is full or flushed; see {@link Plain}. */
    public synchronized void line(String text) {
        print(Plain.of(text));
        print("\n");
    }

    /** A line, shown at once. */
    public synchronized void lineNow(String text) {
        line(text);
        flush();
    }

    public synchronized void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > buffer.length - filled) {
            flushBuffer();
        }
        if (bytes.length > buffer.length) {
            write(bytes, bytes.length);
        } else {
            System.arraycopy(bytes, 0, buffer, filled, bytes.length);
            filled += bytes.length;
        }
    }

    public synchronized void flush() {
        flushBuffer();
        try {
            target.flush();
        } catch (IOException gone) {
            throw new Closed(gone);
        }
    }

    private void flushBuffer() {
        int count = filled;
        filled = 0;
        write(buffer, count);
    }

    private void write(byte[] bytes, int count) {
        try {
            target.write(bytes, 0, count);
        } catch (IOException gone) {
            throw new Closed(gone);
        }
    }
}
