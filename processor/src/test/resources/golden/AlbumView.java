package golden;

import ankurah.core.Entity;
import ankurah.core.Transaction;
import ankurah.core.model.View;
import ankurah.model.Generated;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A row of {@link Albums} as it was at one position. */
@Generated("golden.Album")
@NullMarked
public final class AlbumView extends View<Album> {
    AlbumView(Entity entity) {
        super(entity);
    }

    /** as it stands on the cover */
    public String name() {
        return AlbumModel.NAME.read(entity());
    }

    /** {@code artist} */
    public ArtistRef artist() {
        return ArtistRef.of(AlbumModel.ARTIST.read(entity()));
    }

    /** when it came out */
    public int year() {
        return AlbumModel.YEAR.read(entity());
    }

    /** {@code label} */
    public @Nullable Label label() {
        return AlbumModel.LABEL.read(entity());
    }

    /** {@code genre} */
    public Genre genre() {
        return AlbumModel.GENRE.read(entity());
    }

    /** {@code guest} */
    public @Nullable ArtistRef guest() {
        var ref = AlbumModel.GUEST.read(entity());
        return ref == null ? null : ArtistRef.of(ref);
    }

    /** {@code listPrice} */
    public BigDecimal listPrice() {
        return AlbumModel.LIST_PRICE.read(entity());
    }

    /** {@code tags} */
    public List<String> tags() {
        return AlbumModel.TAGS.read(entity());
    }

    /** {@code moods} */
    public Set<String> moods() {
        return AlbumModel.MOODS.read(entity());
    }

    /** {@code plays} */
    public long plays() {
        return AlbumModel.PLAYS.read(entity());
    }

    /** The row, to be changed in a transaction. */
    public AlbumEdit edit(Transaction tx) {
        return new AlbumEdit(tx, id());
    }

    @Override
    public AlbumRef ref() {
        return new AlbumRef(id());
    }

    @Override
    public Album value() {
        return new Album(name(), artist(), year(), label(), genre(), guest(), listPrice(), tags(), moods(), plays());
    }
}
