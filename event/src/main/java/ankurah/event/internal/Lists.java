package ankurah.event.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What small streams would do with a few items, in a browser too, where streams are much code. The lists cannot be changed. */
public final class Lists {
    private Lists() {}

    public static <T> boolean any(Iterable<? extends T> items, Predicate<? super T> test) {
        for (T item : items) {
            if (test.test(item)) {
                return true;
            }
        }
        return false;
    }

    public static <T> boolean all(Iterable<? extends T> items, Predicate<? super T> test) {
        return !any(items, test.negate());
    }

    public static <T, R> List<R> map(Iterable<? extends T> items, Function<? super T, ? extends R> function) {
        List<R> mapped = new ArrayList<>(items instanceof Collection<?> some ? some.size() : 8);
        for (T item : items) {
            mapped.add(function.apply(item));
        }
        return Collections.unmodifiableList(mapped);
    }

    public static <T> List<T> filter(Iterable<? extends T> items, Predicate<? super T> test) {
        List<T> left = new ArrayList<>();
        for (T item : items) {
            if (test.test(item)) {
                left.add(item);
            }
        }
        return Collections.unmodifiableList(left);
    }

    /** At most so many. */
    public static <T> List<T> first(Iterable<? extends T> items, int most) {
        List<T> first = new ArrayList<>();
        for (T item : items) {
            if (first.size() >= most) {
                break;
            }
            first.add(item);
        }
        return Collections.unmodifiableList(first);
    }
}
