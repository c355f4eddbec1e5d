package ankurah.core.internal.live;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The feeds in one place of an index. Most places have one, which then is its own crowd and takes no room. */
sealed interface Crowd permits Feed, Crowd.Many {

    /** What hears of feeds. */
    interface Visitor {
        void visit(Feed feed);
    }

    int size();

    /** In the order in which they came. */
    void forEach(Visitor visitor);

    /** The crowd with the feed; this one is no longer to be used. */
    Crowd with(Feed feed);

    /** The crowd without the feed, null when nobody is left; this one is no longer to be used. */
    @Nullable
    Crowd without(Feed feed);

    /** The crowd of those before, if there are any, and the feed. */
    static Crowd joined(@Nullable Crowd crowd, Feed feed) {
        return crowd == null ? feed : crowd.with(feed);
    }

    /** Two or more. */
    final class Many implements Crowd {
        private final Set<Feed> feeds = new LinkedHashSet<>();

        Many(Feed first, Feed second) {
            feeds.add(first);
            feeds.add(second);
        }

        @Override
        public int size() {
            return feeds.size();
        }

        @Override
        public void forEach(Visitor visitor) {
            feeds.forEach(visitor::visit);
        }

        @Override
        public Crowd with(Feed feed) {
            feeds.add(feed);
            return this;
        }

        @Override
        public @Nullable Crowd without(Feed feed) {
            feeds.remove(feed);
            return feeds.size() == 1 ? feeds.iterator().next() : this;
        }
    }
}
