package ankurah.storage.sql.internal;

import java.util.List;

/** What the engine asks of a database. Errors are {@link ankurah.event.AnkurahException}s. */
public interface Database extends AutoCloseable {

    Dialect dialect();

    /** Everything committed before the call. Complete when this returns. */
    Reading read();

    /** Waits for its turn, for a bounded time, and locks the head row. */
    Writing write();

    /**
     * Writes all of it and the head row in one go, if the head row still says what {@code before} does of the log and the
     * catalog. Only for a shared database, and only what has entries of the log.
     *
     * @return false if it does not, or if nothing could be sent; nothing is written then
     */
    default boolean writeAt(Head before, Batch batch, Head next) {
        throw new UnsupportedOperationException("this database has one writer");
    }

    /** Whether other programs write here too. */
    boolean isShared();

    /** Is told that the store may have been written to, with the version its catalog has now. */
    interface Others {
        void wrote(long catalog);
    }

    /** Sets who is told what other programs write, on a thread of the database's own. Once, and only if it is shared. */
    default void onOthersWrites(Others others) {
        throw new UnsupportedOperationException("this database has one writer");
    }

    /**
     * Runs statements that other users of the database might hold up, waiting for a short time at most; whether they were
     * done. Called while the caller holds no {@link #write}.
     */
    boolean tryAside(List<String> statements);

    /** Frees the room of what was overwritten or removed in some tables. */
    void purge(List<String> tables);

    /** About how much room it takes, or -1. */
    long diskBytes();

    /** For messages: what it is and where. */
    String describe();

    @Override
    void close();
}
