package ankurah.core.internal.live;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.View;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which windows a publication may concern, at a cost that depends on how many it concerns, not on how many there are.
 *
 * <p>A change of a row leads to windows of its collection by the row's values ({@link CollectionIndex}). A change of an
 * entity that references lead to does so by the collections in which a window has found such ({@link Followed}). A new
 * property may turn paths into references; which windows that concerns is known by what their paths begin with. Windows
 * that read through one filter are known by the filter. Guarded by the reactor's lock.
 */
final class Registry {
    private final Map<String, CollectionIndex> collections = new HashMap<>();
    /** By the collection of an entity that was looked at. */
    private final Map<String, Set<Window>> followers = new HashMap<>();
    /** Those that looked for an entity which was not found. */
    private final Set<Window> dangling = new LinkedHashSet<>();
    /** Those with paths behind properties, by the collection and then the property. */
    private final Map<String, Map<String, Crowd>> deep = new LinkedHashMap<>();

    private final Map<RowFilter, Crowd> filters = new HashMap<>();
    private int size;

    /** Files a window that has taken over what was loaded. */
    void add(Window window, Selection selection, List<Filing> filings) {
        size++;
        collections
                .computeIfAbsent(selection.collection, name -> new CollectionIndex())
                .add(window, filings);
        follow(window);
        for (String property : selection.deep.properties()) {
            deep.computeIfAbsent(selection.collection, name -> new LinkedHashMap<>())
                    .compute(property, (name, crowd) -> Crowd.with(crowd, window));
        }
        if (selection.renewable) {
            filters.compute(selection.filter, (filter, crowd) -> Crowd.with(crowd, window));
        }
    }

    /** Does nothing when the window is not filed. */
    void remove(Window window, Selection selection) {
        Filing filing = window.filing;
        CollectionIndex index = collections.get(selection.collection);
        if (filing == null || index == null) {
            return;
        }
        size--;
        index.remove(window, filing);
        if (index.isEmpty()) {
            collections.remove(selection.collection);
        }
        unfollow(window);
        removeDeep(window, selection);
        if (selection.renewable) {
            filters.computeIfPresent(selection.filter, (filter, crowd) -> crowd.without(window));
        }
    }

    private void removeDeep(Window window, Selection selection) {
        Map<String, Crowd> properties = deep.get(selection.collection);
        if (properties == null) {
            return;
        }
        for (String property : selection.deep.properties()) {
            properties.computeIfPresent(property, (name, crowd) -> crowd.without(window));
        }
        if (properties.isEmpty()) {
            deep.remove(selection.collection);
        }
    }

    /** Notes where a window has followed references to by now. */
    void follow(Window window) {
        Followed followed = window.followed();
        if (followed == null) {
            return;
        }
        for (String collection : followed.collections()) {
            followers.computeIfAbsent(collection, name -> new LinkedHashSet<>()).add(window);
        }
        if (followed.isDangling()) {
            dangling.add(window);
        }
    }

    private void unfollow(Window window) {
        Followed followed = window.followed();
        if (followed == null) {
            return;
        }
        for (String collection : followed.collections()) {
            Set<Window> windows = followers.get(collection);
            if (windows != null && windows.remove(window) && windows.isEmpty()) {
                followers.remove(collection);
            }
        }
        dangling.remove(window);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    void clear() {
        collections.clear();
        followers.clear();
        dangling.clear();
        deep.clear();
        filters.clear();
        size = 0;
    }

    Set<Window> all() {
        Set<Window> all = new LinkedHashSet<>();
        collections.values().forEach(index -> index.addAllTo(all));
        return all;
    }

    /** The windows that read through one of the filters. */
    Set<Window> through(Set<RowFilter> some) {
        Set<Window> through = new LinkedHashSet<>();
        for (RowFilter filter : some) {
            Crowd crowd = filters.get(filter);
            if (crowd != null) {
                crowd.forEach(through::add);
            }
        }
        return through;
    }

    /** The windows that follow references by one catalog and not by the other. */
    Set<Window> turned(Catalog before, View now) {
        Set<Window> turned = new LinkedHashSet<>();
        deep.forEach((collection, properties) -> properties.forEach((property, crowd) -> {
            if (References.mayRefer(collection, property, before)
                    != References.mayRefer(collection, property, now.catalog())) {
                crowd.forEach(window -> addIfTurned(window, now, turned));
            }
        }));
        return turned;
    }

    private static void addIfTurned(Window window, View now, Set<Window> turned) {
        Selection selection = window.selection();
        if (selection != null && selection.mayFollow(now) != (window.followed() != null)) {
            turned.add(window);
        }
    }

    /** The windows that may be concerned, each with what may concern it. */
    Map<Window, Concern> concerned(List<Changed> changes) {
        Map<Window, Concern> concerned = new LinkedHashMap<>();
        for (Changed change : changes) {
            CollectionIndex index = collections.get(change.after().collection());
            if (index != null) {
                index.forEachConcerned(change, window -> {
                    if (window.mayConcern(change)) {
                        of(window, concerned).rows.add(change);
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

    private static void addFollowers(@Nullable Set<Window> windows, Changed change, Map<Window, Concern> concerned) {
        if (windows == null) {
            return;
        }
        for (Window window : windows) {
            Followed followed = window.followed();
            if (followed != null
                    && (followed.isLost() || followed.holds(change.after().id()))) {
                of(window, concerned).targets.add(change);
            }
        }
    }

    private static Concern of(Window window, Map<Window, Concern> concerned) {
        return concerned.computeIfAbsent(window, w -> new Concern());
    }
}
