package ankurah.core;

/** What {@link Context#run} runs. */
@FunctionalInterface
public interface TransactionAction {
    void run(Transaction tx);
}
