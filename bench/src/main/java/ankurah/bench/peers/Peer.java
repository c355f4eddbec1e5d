package ankurah.bench.peers;

import java.math.BigDecimal;
import java.sql.SQLException;

/** Something that keeps rows and finds them again. What not all of them do throws. */
interface Peer extends AutoCloseable {
    /** A row of nine properties, as a track has. */
    record Track(
            long trackId,
            String name,
            long albumId,
            long mediaTypeId,
            long genreId,
            String composer,
            long milliseconds,
            long bytes,
            BigDecimal unitPrice) {
        static Track of(int i) {
            return new Track(
                    i,
                    "For Those About To Rock, part " + i,
                    i / 10,
                    i % 5,
                    i % 25,
                    "Angus Young, Malcolm Young, Brian Johnson",
                    200_000 + i * 7919L % 100_003,
                    5_000_000 + i * 104_729L % 9_999_991,
                    new BigDecimal("0.99"));
        }
    }

    /** Stores rows {@code from} to before {@code to} in one transaction. */
    void add(int from, int to) throws Exception;

    /** Called when all rows are in. */
    default void added() throws Exception {}

    /** The length of the row with a key, which is a property and has an index, or the order of creation if that is enough. */
    long byKey(int i) throws Exception;

    /** The summed length of the rows whose keys are from {@code from} to before {@code to}, found along an index. */
    default long range(int from, int to) throws Exception {
        throw new UnsupportedOperationException("this peer is not asked that");
    }

    /** The summed length of the first rows that are at least so long, in the order of their length, along an index. */
    default long page(long least, int rows) throws Exception {
        throw new UnsupportedOperationException("this peer is not asked that");
    }

    /** Makes a row another length, in a transaction of its own. */
    default void change(int i, long length) throws Exception {
        throw new UnsupportedOperationException("this peer is not asked that");
    }

    @Override
    void close() throws SQLException;
}
