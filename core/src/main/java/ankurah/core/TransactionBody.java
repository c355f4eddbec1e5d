package ankurah.core;

import org.jspecify.annotations.Nullable;

/** What {@link Context#transact} runs. */
@FunctionalInterface
public interface TransactionBody<R extends @Nullable Object> {
    R run(Transaction tx);
}
