package golden;

import ankurah.core.Reads;
import ankurah.core.model.Ref;
import ankurah.event.EntityId;
import ankurah.model.Generated;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** The id of a row of {@link Albums}, which leads to its view. */
@Generated("golden.Album")
@NullMarked
public final class AlbumRef extends Ref<Album> {
    AlbumRef(EntityId id) {
        super(id);
    }

    /** The same reference as one that leads to the view. */
    public static AlbumRef of(Ref<Album> ref) {
        return ref instanceof AlbumRef known ? known : new AlbumRef(ref.id());
    }

    @Override
    public AlbumView get(Reads reads) {
        return Albums.get(reads, this);
    }

    @Override
    public Optional<AlbumView> find(Reads reads) {
        return Albums.find(reads, this);
    }
}
