package ankurah.storage;

/**
 * The right to write to a shared store, which one of the programs that have it open holds at a time. While it is held the
 * store's position does not move. Held briefly, by one thread, and always closed.
 */
public interface WriteTurn extends AutoCloseable {

    /** Where the store is: behind everything that any program has committed. */
    Position position();

    /**
     * As {@link StorageEngine#commit}, and ends the turn. At most once.
     *
     * @throws ankurah.event.AnkurahException.Unavailable {@code storage.unreachable} if the store went away meanwhile;
     *     whether the group is stored tells the {@link #position} of the next turn
     */
    void commit(WriteGroup group);

    /** Ends the turn; nothing is written if nothing was committed. */
    @Override
    void close();
}
