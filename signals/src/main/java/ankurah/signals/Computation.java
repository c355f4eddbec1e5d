package ankurah.signals;

import org.jspecify.annotations.Nullable;

/**
 * Answers a value from what it reads. It changes nothing, does not suspend, and may be run more than once for one
 * answer: a run that leads too deep is broken off by an error of the library's own and made again.
 */
@FunctionalInterface
public interface Computation<T extends @Nullable Object> {
    T compute();
}
