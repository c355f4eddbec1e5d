package ankurah.core.internal.live;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The windows in one place of an index. Most places have one, which then is its own crowd and takes no room. */
sealed interface Crowd permits Window, Crowd.Many {

    /** What hears of windows. */
    interface Visitor {
        void visit(Window window);
    }

    int size();

    /** In the order in which they came. */
    void forEach(Visitor visitor);

    /** The crowd with the window; this one is no longer to be used. */
    Crowd with(Window window);

    /** The crowd without the window, null when nobody is left; this one is no longer to be used. */
    @Nullable
    Crowd without(Window window);

    static Crowd with(@Nullable Crowd crowd, Window window) {
        return crowd == null ? window : crowd.with(window);
    }

    static @Nullable Crowd without(@Nullable Crowd crowd, Window window) {
        return crowd == null ? null : crowd.without(window);
    }

    /** Two or more. */
    final class Many implements Crowd {
        private final Set<Window> windows = new LinkedHashSet<>();

        Many(Window first, Window second) {
            windows.add(first);
            windows.add(second);
        }

        @Override
        public int size() {
            return windows.size();
        }

        @Override
        public void forEach(Visitor visitor) {
            windows.forEach(visitor::visit);
        }

        @Override
        public Crowd with(Window window) {
            windows.add(window);
            return this;
        }

        @Override
        public @Nullable Crowd without(Window window) {
            windows.remove(window);
            return windows.size() == 1 ? windows.iterator().next() : this;
        }
    }
}
