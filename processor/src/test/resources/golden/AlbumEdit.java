package golden;

import ankurah.core.Transaction;
import ankurah.core.model.CounterEdit;
import ankurah.core.model.Edit;
import ankurah.core.model.Ref;
import ankurah.core.model.SetEdit;
import ankurah.event.EntityId;
import ankurah.model.Generated;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A row of {@link Albums} in a transaction that changes it. */
@Generated("golden.Album")
@NullMarked
public final class AlbumEdit extends Edit<AlbumView> {
    AlbumEdit(Transaction tx, EntityId id) {
        super(AlbumModel.ALBUM_MODEL, tx, id);
    }

    /** Writes {@code name}. */
    public AlbumEdit name(String name) {
        write(AlbumModel.NAME, name);
        return this;
    }

    /** Writes {@code artist}. */
    public AlbumEdit artist(Ref<Artist> artist) {
        write(AlbumModel.ARTIST, artist);
        return this;
    }

    /** Writes {@code year}. */
    public AlbumEdit year(int year) {
        write(AlbumModel.YEAR, year);
        return this;
    }

    /** Writes {@code label}; null clears it. */
    public AlbumEdit label(@Nullable Label label) {
        write(AlbumModel.LABEL, label);
        return this;
    }

    /** Writes {@code genre}. */
    public AlbumEdit genre(Genre genre) {
        write(AlbumModel.GENRE, genre);
        return this;
    }

    /** Writes {@code guest}; null clears it. */
    public AlbumEdit guest(@Nullable Ref<Artist> guest) {
        write(AlbumModel.GUEST, guest);
        return this;
    }

    /** Writes {@code listPrice}. */
    public AlbumEdit listPrice(BigDecimal listPrice) {
        write(AlbumModel.LIST_PRICE, listPrice);
        return this;
    }

    /** Writes {@code tags}. */
    public AlbumEdit tags(List<String> tags) {
        write(AlbumModel.TAGS, tags);
        return this;
    }

    /** Adds to {@code moods}, and takes out of it. */
    public SetEdit<AlbumEdit, String> moods() {
        return members(this, AlbumModel.MOODS);
    }

    /** Adds to {@code plays}. */
    public CounterEdit<AlbumEdit> plays() {
        return counter(this, AlbumModel.PLAYS);
    }
}
