package ankurah.core.internal.live;

import ankurah.core.Catalog;
import ankurah.core.Change;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.StoreAway;
import ankurah.event.AnkurahException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The step of all feeds from one root to the next. Guarded by the reactor's lock. */
final class Advance {
    private static final System.Logger LOG = System.getLogger("ankurah.core");

    private final Registry registry;
    private final Root old;
    private final Root next;

    Advance(Registry registry, Root old, Root next) {
        this.registry = registry;
        this.old = old;
        this.next = next;
    }

    /**
     * Takes the step.
     *
     * @param turned what else may have come to be read by others
     */
    void take(List<Changed> changes, Guards.Turned turned, Set<RowFilter> renewed) {
        Catalog known = old.catalog();
        Map<Feed, Concern> concerned = concerned(changes, turned);
        registry.behind().forEach(concerned::remove);
        catchUp();
        if (!turned.lost().isEmpty()) {
            registry.guardedBy(turned.lost()).forEach(feed -> {
                concerned.remove(feed);
                guard(feed, () -> reload(feed, Change.Kind.ADDED));
            });
        }
        if (!renewed.isEmpty()) {
            registry.through(renewed).forEach(feed -> {
                concerned.remove(feed);
                guard(feed, () -> reload(feed, Change.Kind.INITIAL));
            });
        }
        if (!next.catalog().equals(known)) {
            registry.turned(known, next.view()).forEach(feed -> {
                concerned.remove(feed);
                guard(feed, () -> reload(feed, Change.Kind.ADDED));
            });
        }
        concerned.forEach((feed, concern) -> guard(feed, () -> advance(feed, concern)));
    }

    /** If the store is away in the middle, all have to be read anew. */
    private Map<Feed, Concern> concerned(List<Changed> changes, Guards.Turned turned) {
        try {
            return registry.concerned(changes, turned.rows(), old.view(), next.view());
        } catch (AnkurahException e) {
            if (!StoreAway.is(e)) {
                throw e;
            }
            registry.all().forEach(registry::fallBehind);
            return new LinkedHashMap<>();
        }
    }

    /** Reads those anew that could not follow earlier. */
    void catchUp() {
        registry.behind().forEach(feed -> guard(feed, () -> reload(feed, Change.Kind.ADDED)));
    }

    private void advance(Feed feed, Concern concern) {
        if (feed.isLost()) {
            reload(feed, Change.Kind.ADDED);
        } else {
            feed.advance(concern, next);
            registry.follow(feed);
        }
    }

    /** Runs the feed's query anew. */
    private void reload(Feed feed, Change.Kind entered) {
        Selection.Loaded loaded = feed.selection.load(next.view());
        registry.remove(feed);
        feed.reload(loaded, next, entered);
        registry.add(feed, loaded.filings(), next.view());
    }

    /** What cannot be kept current fails alone; the commit stands. */
    private void guard(Feed feed, Turn turn) {
        try {
            turn.run();
            if (feed.isDeserted()) {
                registry.remove(feed);
            }
        } catch (AnkurahException e) {
            if (StoreAway.is(e)) {
                registry.fallBehind(feed);
            } else {
                fail(feed, e);
            }
        } catch (RuntimeException e) {
            fail(feed, new AnkurahException.Fault("live.failed", "a live query could not follow a commit", e));
        }
    }

    /** One step of one feed. */
    private interface Turn {
        void run();
    }

    private void fail(Feed feed, AnkurahException why) {
        LOG.log(Level.ERROR, "a live query failed", why);
        registry.remove(feed);
        feed.fail(why);
    }
}
