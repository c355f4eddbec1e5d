package ankurah.cli.internal.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes of a file with a look ahead, and where in the text they stand. */
final class ByteSource implements Closeable {
    static final int END = -1;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    /** Read from another thread, for the progress bar. */
    private volatile long bytesBefore;

    private long line = 1;
    private long column = 1;

    ByteSource(InputStream in) {
        this.in = in;
    }

    /** The next byte as 0 to 255, or {@link #END}; it stays. */
    int peek() throws IOException {
        return at < end || fill() ? buffer[at] & 0xff : END;
    }

    /** The next byte as 0 to 255, or {@link #END}. */
    int read() throws IOException {
        if (at == end && !fill()) {
            return END;
        }
        int b = buffer[at++] & 0xff;
        if (b == '\n') {
            line++;
            column = 1;
        } else if ((b & 0xc0) != 0x80) {
            column++;
        }
        return b;
    }

    /** The line of the next byte, from 1. */
    long line() {
        return line;
    }

    /** The column of the next byte in code points, from 1. */
    long column() {
        return column;
    }

    long position() {
        return bytesBefore;
    }

    /** What comes next, at most as much as the buffer holds; it stays. */
    byte[] lookAhead() throws IOException {
        while (at == 0 && end < buffer.length) {
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                break;
            }
            end += count;
        }
        return Arrays.copyOfRange(buffer, at, end);
    }

    /** Passes over these bytes if they come next. */
    boolean skipPrefix(int... bytes) throws IOException {
        byte[] ahead = lookAhead();
        for (int i = 0; i < bytes.length; i++) {
            if (i >= ahead.length || (ahead[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        at += bytes.length;
        return true;
    }

    void skipSpace() throws IOException {
        while (isSpace(peek())) {
            read();
        }
    }

    static boolean isSpace(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    private boolean fill() throws IOException {
        bytesBefore += end;
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
