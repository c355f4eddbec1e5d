package ankurah.bench.audited;

import java.sql.SQLException;

/** Something that keeps rows with their history. */
interface Store extends AutoCloseable {

    /** One of several who write at once. */
    interface Writer extends AutoCloseable {
        /** Makes a row, in a transaction of its own. */
        void create(String name, long year) throws Exception;

        /** Changes the row that this writer made last, in a transaction of its own. */
        void edit(long year) throws Exception;

        @Override
        default void close() throws SQLException {}
    }

    Writer writer() throws Exception;

    /** How many versions of rows are kept. */
    long versions() throws Exception;

    @Override
    void close() throws SQLException;
}
