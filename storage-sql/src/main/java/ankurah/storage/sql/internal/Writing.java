package ankurah.storage.sql.internal;

import org.jspecify.annotations.Nullable;

/** A transaction that has the head row locked. For one thread. */
public interface Writing extends AutoCloseable {

    /** As the row was when it was locked. */
    Head head();

    /** Reads what is committed. */
    <T extends @Nullable Object> T read(Reading.Work<T> work);

    /** Writes all of it and the head row, and ends the transaction. At most once. */
    void commit(Batch batch, Head next);

    /** Ends the transaction; nothing is written if it was not committed. */
    @Override
    void close();
}
