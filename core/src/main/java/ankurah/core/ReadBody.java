package ankurah.core;

import org.jspecify.annotations.Nullable;

/** What {@link Context#read} runs. */
@FunctionalInterface
public interface ReadBody<R extends @Nullable Object> {
    R read(Reads reads);
}
