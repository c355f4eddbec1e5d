package golden;

import ankurah.core.Context;
import ankurah.core.Reads;
import ankurah.core.Transaction;
import ankurah.core.model.ModelDescriptor;
import ankurah.core.model.Ref;
import ankurah.core.model.TypedLiveEntity;
import ankurah.core.model.TypedQuery;
import ankurah.event.EntityId;
import ankurah.model.Generated;
import ankurah.query.Field;
import ankurah.query.Fields;
import ankurah.query.IntegerField;
import ankurah.query.JsonField;
import ankurah.query.Predicate;
import ankurah.query.RefField;
import ankurah.query.TextField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rows of {@link Album}, in the collection {@code album}, and the fields to ask for them by. */
@Generated("golden.Album")
@NullMarked
public final class Albums {
    /** The row's own id. */
    public static final Field<EntityId> ID = Fields.id();

    /** as it stands on the cover */
    public static final TextField NAME = Fields.text("name");

    /** {@code artist} */
    public static final RefField<Ref<Artist>> ARTIST = Fields.ref("artist", AlbumModel.ARTIST.type()::encode);

    /** when it came out */
    public static final IntegerField YEAR = Fields.integer("year");

    /** {@code label} */
    public static final JsonField LABEL = Fields.json("label");

    /** {@code genre} */
    public static final Field<Genre> GENRE = Fields.of("genre", AlbumModel.GENRE.type()::encode);

    /** {@code guest} */
    public static final RefField<Ref<Artist>> GUEST = Fields.ref("guest", AlbumModel.GUEST.type()::encode);

    /** {@code listPrice} */
    public static final Field<BigDecimal> LIST_PRICE = Fields.decimal("price");

    /** {@code tags} */
    public static final Field<List<String>> TAGS = Fields.of("tags", AlbumModel.TAGS.type()::encode);

    /** {@code moods} */
    public static final Field<Set<String>> MOODS = Fields.of("moods", AlbumModel.MOODS.type()::encode);

    /** {@code plays} */
    public static final IntegerField PLAYS = Fields.integer("plays");

    private Albums() {}

    /** What is stored of it. */
    public static ModelDescriptor model() {
        return AlbumModel.ALBUM_MODEL.model();
    }

    /** The reference to the row with this id, whether or not there is one. */
    public static AlbumRef ref(EntityId id) {
        return new AlbumRef(id);
    }

    /** Founds a row, whose id is final at once. */
    public static AlbumView create(Transaction tx, Album album) {
        return AlbumModel.ALBUM_MODEL.create(tx, album);
    }

    /** The row; an error of the category NotFound if {@link #find} is empty. */
    public static AlbumView get(Reads reads, Ref<Album> ref) {
        return AlbumModel.ALBUM_MODEL.get(reads, ref);
    }

    /** The row, if it exists, is not deleted, and may be seen. */
    public static Optional<AlbumView> find(Reads reads, Ref<Album> ref) {
        return AlbumModel.ALBUM_MODEL.find(reads, ref);
    }

    /** The row as it changes, until it is closed; an error of the category NotFound if there is none. */
    public static TypedLiveEntity<AlbumView> observe(Context ctx, Ref<Album> ref) {
        return AlbumModel.ALBUM_MODEL.observe(ctx, ref);
    }

    /** The row, to be changed in a transaction; an error of the category NotFound if there is none. */
    public static AlbumEdit edit(Transaction tx, Ref<Album> ref) {
        return AlbumModel.ALBUM_MODEL.edit(tx, ref);
    }

    /** Undoes a delete. */
    public static AlbumView restore(Transaction tx, Ref<Album> ref) {
        return AlbumModel.ALBUM_MODEL.restore(tx, ref);
    }

    /** All rows. */
    public static TypedQuery<AlbumView> all() {
        return AlbumModel.ALBUM_MODEL.all();
    }

    /** The rows that fulfil a condition. */
    public static TypedQuery<AlbumView> where(Predicate condition) {
        return AlbumModel.ALBUM_MODEL.where(condition);
    }

    /** The rows that an AnkQL text selects, with a value for each {@code ?} in it. */
    public static TypedQuery<AlbumView> where(String ankql, Object... values) {
        return AlbumModel.ALBUM_MODEL.where(ankql, values);
    }
}
