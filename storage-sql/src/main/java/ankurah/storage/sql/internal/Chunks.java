package ankurah.storage.sql.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A walk over a range of a table's keys, read piece by piece, each from where the one before ended, so that between two
 * pieces nothing is held open in the database and other walks may go on there. The pieces grow, up to a number of bytes.
 */
final class Chunks {
    static final int FIRST_ROWS = 64;
    private static final int MOST_ROWS = 1_024;
    private static final long MOST_BYTES = 4 << 20;
    private static final int GROWTH = 4;

    private final Reading reading;
    private final String sql;
    private final boolean reverse;
    private byte[] from;
    private byte[] to;
    private int rows;
    private boolean ended;
    private List<byte[][]> chunk = List.of();
    private int at = -1;

    Chunks(Reading reading, String sql, byte[] from, byte[] to, boolean reverse, int firstRows) {
        this.reading = reading;
        this.sql = sql;
        this.from = from;
        this.to = to;
        this.reverse = reverse;
        this.rows = firstRows;
    }

    boolean next() {
        if (at + 1 < chunk.size()) {
            at++;
            return true;
        }
        if (ended) {
            return false;
        }
        chunk = read();
        at = 0;
        return !chunk.isEmpty();
    }

    private List<byte[][]> read() {
        long[] bytes = {0};
        List<byte[][]> found = reading.read(connection -> connection.query(
                sql,
                answer -> {
                    List<byte[][]> all = new ArrayList<>();
                    while (answer.next()) {
                        byte[][] row = {answer.getBytes(1), answer.getBytes(2)};
                        bytes[0] += row[0].length + row[1].length;
                        all.add(row);
                    }
                    return all;
                },
                from,
                to,
                rows));
        ended = found.size() < rows;
        if (!found.isEmpty()) {
            byte[] last = found.getLast()[0];
            if (reverse) {
                to = last;
            } else {
                from = Arrays.copyOf(last, last.length + 1);
            }
            long fitting = MOST_BYTES / Math.max(1, bytes[0] / found.size());
            rows = (int) Math.max(1, Math.min(Math.min(fitting, MOST_ROWS), (long) rows * GROWTH));
        }
        return found;
    }

    byte[] key() {
        return chunk.get(at)[0];
    }

    byte[] value() {
        return chunk.get(at)[1];
    }

    void close() {
        ended = true;
        chunk = List.of();
        at = -1;
    }
}
