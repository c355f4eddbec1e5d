package ankurah.core.internal.live;

import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which windows a commit may concern: those of the collections it touches, as far as {@link Equalities} cannot tell that
 * it does not concern them, and all that may follow references. Guarded by the reactor's lock.
 */
final class Registry {
    private final Map<String, Equalities> collections = new HashMap<>();
    private final Set<Window> following = new LinkedHashSet<>();

    void add(Window window, Selection selection, Root root) {
        if (selection.mayFollow(root.view())) {
            following.add(window);
        } else {
            collections
                    .computeIfAbsent(selection.collection, name -> new Equalities())
                    .add(window, selection.query.where());
        }
    }

    void remove(Window window, Selection selection) {
        following.remove(window);
        Equalities windows = collections.get(selection.collection);
        if (windows != null) {
            windows.remove(window, selection.query.where());
            if (windows.isEmpty()) {
                collections.remove(selection.collection);
            }
        }
    }

    boolean isEmpty() {
        return collections.isEmpty() && following.isEmpty();
    }

    void clear() {
        collections.clear();
        following.clear();
    }

    /** Files the windows anew, because what a path may lead to has changed. */
    void refile(Root root) {
        List<Window> all = all();
        clear();
        for (Window window : all) {
            Selection selection = window.selection();
            if (selection != null) {
                add(window, selection, root);
            }
        }
    }

    List<Window> all() {
        List<Window> all = new ArrayList<>(following);
        collections.values().forEach(windows -> windows.addAllTo(all));
        return all;
    }

    /** The windows that may be concerned, each with the changes that may concern it. */
    Map<Window, List<Changed>> concerned(List<Changed> changes) {
        Map<Window, List<Changed>> concerned = new LinkedHashMap<>();
        for (Changed change : changes) {
            Equalities windows = collections.get(change.after().collection());
            if (windows != null) {
                windows.forEachConcerned(
                        change,
                        window -> concerned
                                .computeIfAbsent(window, w -> new ArrayList<>())
                                .add(change));
            }
        }
        if (!changes.isEmpty()) {
            following.forEach(window -> concerned.put(window, changes));
        }
        return concerned;
    }
}
