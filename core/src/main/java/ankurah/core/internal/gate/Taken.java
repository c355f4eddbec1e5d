package ankurah.core.internal.gate;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.View;
import ankurah.core.internal.schema.CatalogFold;
import ankurah.core.internal.type.Properties;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a commit makes of a view that holds everything before it, when it is taken from a log: it was judged where it
 * entered, so it is folded and not judged again.
 *
 * @param events those of its events that were not held before
 * @param changes one for each entity it touches
 */
public record Taken(List<Event> events, List<Changed> changes, Overlay overlay, Catalog catalog) {
    /** Entities whose events are stored and not folded yet. */
    @FunctionalInterface
    public interface Later {
        boolean isLater(Event event);
    }

    static Taken of(View view, Fold fold, Commit commit) {
        return of(view, fold, commit, event -> false);
    }

    public static Taken of(View base, Fold fold, Commit commit, Later later) {
        Overlay overlay = base.overlay();
        Catalog catalog = base.catalog();
        List<Event> events = new ArrayList<>();
        Map<EntityId, Changed> changes = new LinkedHashMap<>();
        for (Event event : commit.events()) {
            View view = base.with(overlay, catalog);
            if (later.isLater(event)) {
                if (!view.hasEvent(event.entity(), event.id())) {
                    overlay = overlay.with(event);
                    events.add(event);
                }
                continue;
            }
            EntityState before = view.state(event.header().collection(), event.entity());
            if (!Judge.isHeld(view, before, event)) {
                EntityState after = fold.apply(before, event, view);
                overlay = overlay.with(event, after);
                catalog = CatalogFold.note(catalog, event, after, fold.properties());
                events.add(event);
                changes.merge(event.entity(), new Changed(before, after), Changed::then);
            }
        }
        changes.values().forEach(change -> Properties.settle(change.after()));
        return new Taken(List.copyOf(events), List.copyOf(changes.values()), overlay, catalog);
    }
}
