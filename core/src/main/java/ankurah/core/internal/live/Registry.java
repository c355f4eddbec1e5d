package ankurah.core.internal.live;

import ankurah.core.Catalog;
import ankurah.core.EntityLookup;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.View;
import ankurah.query.Operand;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which feeds a publication may concern, at a cost that depends on how many it concerns, not on how many there are.
 *
 * <p>A change of a row leads to feeds of its collection by the row's values ({@link CollectionIndex}). A change of an
 * entity that references lead to does so by the collections in which a feed has found such ({@link Followed}). A new
 * property may turn paths into references; which feeds that concerns is known by what their paths begin with. Windows
 * that read through one filter are known by the filter. Guarded by the reactor's lock.
 */
final class Registry {
    private final Guards guards;
    private final Map<Selection, Feed> feeds = new LinkedHashMap<>();
    private final Map<String, CollectionIndex> collections = new HashMap<>();
    /** By the collection of an entity that was looked at. */
    private final Map<String, Set<Feed>> followers = new HashMap<>();
    /** Those that looked for an entity which was not found. */
    private final Set<Feed> dangling = new LinkedHashSet<>();
    /** Those with paths behind properties, by the collection and then the property. */
    private final Map<String, Map<String, Crowd>> deep = new LinkedHashMap<>();

    private final Map<RowFilter, Crowd> filters = new HashMap<>();

    Registry(Guards guards) {
        this.guards = guards;
    }

    /** The feed that has the rows of the selection. */
    @Nullable
    Feed find(Selection selection) {
        return feeds.get(selection);
    }

    /** Files a feed that {@link #find} does not find. */
    void add(Feed feed, List<Filing> filings, View view) {
        Selection selection = feed.selection;
        guards.use(selection, view);
        feeds.put(selection, feed);
        collections
                .computeIfAbsent(selection.collection, name -> new CollectionIndex())
                .add(feed, filings);
        follow(feed);
        for (String property : selection.deep.properties()) {
            deep.computeIfAbsent(selection.collection, name -> new LinkedHashMap<>())
                    .compute(property, (name, crowd) -> Crowd.joined(crowd, feed));
        }
        if (selection.renewable) {
            filters.compute(selection.filter, (filter, crowd) -> Crowd.joined(crowd, feed));
        }
    }

    /** Does nothing when the feed is not filed. */
    void remove(Feed feed) {
        Selection selection = feed.selection;
        Filing filing = feed.filing;
        CollectionIndex index = collections.get(selection.collection);
        if (filing == null || index == null) {
            return;
        }
        feeds.remove(selection);
        guards.unuse(selection);
        index.remove(feed, filing);
        if (index.isEmpty()) {
            collections.remove(selection.collection);
        }
        unfollow(feed);
        removeDeep(feed, selection);
        if (selection.renewable) {
            filters.computeIfPresent(selection.filter, (filter, crowd) -> crowd.without(feed));
        }
    }

    private void removeDeep(Feed feed, Selection selection) {
        Map<String, Crowd> properties = deep.get(selection.collection);
        if (properties == null) {
            return;
        }
        for (String property : selection.deep.properties()) {
            properties.computeIfPresent(property, (name, crowd) -> crowd.without(feed));
        }
        if (properties.isEmpty()) {
            deep.remove(selection.collection);
        }
    }

    /** Notes where a feed has followed references to by now. */
    void follow(Feed feed) {
        Followed followed = feed.followed();
        if (followed == null) {
            return;
        }
        for (String collection : followed.collections()) {
            followers.computeIfAbsent(collection, name -> new LinkedHashSet<>()).add(feed);
        }
        if (followed.isDangling()) {
            dangling.add(feed);
        }
    }

    private void unfollow(Feed feed) {
        Followed followed = feed.followed();
        if (followed == null) {
            return;
        }
        for (String collection : followed.collections()) {
            Set<Feed> feeds = followers.get(collection);
            if (feeds != null && feeds.remove(feed) && feeds.isEmpty()) {
                followers.remove(collection);
            }
        }
        dangling.remove(feed);
    }

    boolean isEmpty() {
        return feeds.isEmpty();
    }

    void clear() {
        feeds.clear();
        collections.clear();
        followers.clear();
        dangling.clear();
        deep.clear();
        filters.clear();
    }

    Collection<Feed> all() {
        return feeds.values();
    }

    /** The feeds whose rows depend on one of these paths. */
    Set<Feed> guardedBy(Set<Guards.Place> places) {
        Set<Feed> guarded = new LinkedHashSet<>();
        for (Feed feed : feeds.values()) {
            for (Operand.Path path : feed.selection.guarded) {
                if (places.contains(new Guards.Place(feed.selection.collection, path))) {
                    guarded.add(feed);
                }
            }
        }
        return guarded;
    }

    /** The feeds that read through one of the filters. */
    Set<Feed> through(Set<RowFilter> some) {
        Set<Feed> through = new LinkedHashSet<>();
        for (RowFilter filter : some) {
            Crowd crowd = filters.get(filter);
            if (crowd != null) {
                crowd.forEach(through::add);
            }
        }
        return through;
    }

    /** The feeds that follow references by one catalog and not by the other. */
    Set<Feed> turned(Catalog before, View now) {
        Set<Feed> turned = new LinkedHashSet<>();
        deep.forEach((collection, properties) -> properties.forEach((property, crowd) -> {
            if (References.mayRefer(collection, property, before)
                    != References.mayRefer(collection, property, now.catalog())) {
                crowd.forEach(feed -> addIfTurned(feed, now, turned));
            }
        }));
        return turned;
    }

    private static void addIfTurned(Feed feed, View now, Set<Feed> turned) {
        if (feed.selection.mayFollow(now) != (feed.followed() != null)) {
            turned.add(feed);
        }
    }

    /**
     * The feeds that may be concerned, each with what may concern it.
     *
     * @param turned rows that are as they were, and that may be read by others than before
     * @param earlier the entities before, and {@code later} after
     */
    Map<Feed, Concern> concerned(
            List<Changed> changes, List<Changed> turned, EntityLookup earlier, EntityLookup later) {
        Map<Feed, Concern> concerned = new LinkedHashMap<>();
        for (Changed row : turned) {
            CollectionIndex index = collections.get(row.after().collection());
            if (index != null) {
                index.forEachConcerned(row, earlier, later, feed -> {
                    if (!feed.selection.guarded.isEmpty() && feed.mayConcern(row)) {
                        of(feed, concerned).rows.add(row);
                    }
                });
            }
        }
        for (Changed change : changes) {
            CollectionIndex index = collections.get(change.after().collection());
            if (index != null) {
                index.forEachConcerned(change, earlier, later, feed -> {
                    if (feed.mayConcern(change)) {
                        of(feed, concerned).rows.add(change);
                    }
                });
            }
            addFollowers(followers.get(change.after().collection()), change, concerned);
            if (change.before() == null) {
                addFollowers(dangling, change, concerned);
            }
        }
        return concerned;
    }

    private static void addFollowers(@Nullable Set<Feed> feeds, Changed change, Map<Feed, Concern> concerned) {
        if (feeds == null) {
            return;
        }
        for (Feed feed : feeds) {
            Followed followed = feed.followed();
            if (followed != null
                    && (followed.isLost() || followed.holds(change.after().id()))) {
                of(feed, concerned).targets.add(change);
            }
        }
    }

    private static Concern of(Feed feed, Map<Feed, Concern> concerned) {
        return concerned.computeIfAbsent(feed, w -> new Concern());
    }
}
