package ankurah.core.internal.entity;

import ankurah.core.Catalog;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a node shows at one position. Whoever reads it holds it, so that its snapshot stays open; roots of one group of
 * commits share a snapshot. Made with one holder, which whoever publishes it lets go when the next one takes its place.
 */
public final class Root {
    private final View view;
    private final SharedSnapshot shared;

    private Root(View view, SharedSnapshot shared) {
        this.view = view;
        this.shared = shared;
    }

    /** A root over a snapshot of its own. */
    public static Root over(StorageSnapshot snapshot, Position position, Overlay overlay, Catalog catalog) {
        return over(snapshot, position, overlay, catalog, null);
    }

    /** @param recent see {@link View} */
    public static Root over(
            StorageSnapshot snapshot, Position position, Overlay overlay, Catalog catalog, @Nullable Recent recent) {
        return new Root(new View(position, snapshot, overlay, catalog, recent), new SharedSnapshot(snapshot));
    }

    /** A root over the same snapshot. This one must be held by the caller. */
    public Root next(Position position, Overlay overlay, Catalog catalog) {
        if (!shared.retain()) {
            throw new IllegalStateException("a root was used after its last holder had left");
        }
        return new Root(view.next(position, overlay, catalog), shared);
    }

    public View view() {
        return view;
    }

    public Position position() {
        return view.position();
    }

    public Catalog catalog() {
        return view.catalog();
    }

    /** Becomes a holder; false if there is none left, in which case a newer root has been published. */
    public boolean retain() {
        return shared.retain();
    }

    public void release() {
        shared.release();
    }
}
