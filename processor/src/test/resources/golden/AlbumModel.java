package golden;

import ankurah.core.Entity;
import ankurah.core.Transaction;
import ankurah.core.model.ModelCollection;
import ankurah.core.model.ModelDescriptor;
import ankurah.core.model.Property;
import ankurah.core.model.RecordType;
import ankurah.core.model.Ref;
import ankurah.core.model.Types;
import ankurah.core.model.Values;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.model.Generated;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** How the rows of {@link Albums} are stored. */
@Generated("golden.Album")
@NullMarked
final class AlbumModel extends ModelCollection<Album, AlbumView, AlbumEdit> {
    static final Property.Required<String> NAME = Property.required("name", Types.STRING);
    static final Property.Required<Ref<Artist>> ARTIST =
            Property.required("artist", Types.<Artist>ref(Artists::ref, Artists::model));
    static final Property.Required<Integer> YEAR = Property.required("year", Types.INT).orElse("0");
    static final Property.Optional<Label> LABEL = Property.optional("label", new LabelType());
    static final Property.Required<Genre> GENRE = Property.required("genre", Types.constants(List.of(Genre.values())));
    static final Property.Optional<Ref<Artist>> GUEST =
            Property.optional("guest", Types.<Artist>ref(Artists::ref, Artists::model));
    static final Property.Required<BigDecimal> LIST_PRICE =
            Property.required("listPrice", Types.DECIMAL).storedAs("price");
    static final Property.Required<List<String>> TAGS = Property.required("tags", Types.list(Types.STRING));
    static final Property.Members<String> MOODS = Property.members("moods", Types.STRING);
    static final Property.Counting PLAYS = Property.counter("plays");

    static final AlbumModel ALBUM_MODEL = new AlbumModel();

    private AlbumModel() {
        super(ModelDescriptor.of("Album", "album",
                NAME, ARTIST, YEAR, LABEL, GENRE, GUEST, LIST_PRICE, TAGS, MOODS, PLAYS)
                .withIndex("artist, year DESC"));
    }

    @Override
    protected Values write(Album album, Values into) {
        return into.put(NAME, album.name())
                .put(ARTIST, album.artist())
                .put(YEAR, album.year())
                .put(LABEL, album.label())
                .put(GENRE, album.genre())
                .put(GUEST, album.guest())
                .put(LIST_PRICE, album.listPrice())
                .put(TAGS, album.tags())
                .put(MOODS, album.moods())
                .put(PLAYS, album.plays());
    }

    @Override
    protected AlbumView view(Entity entity) {
        return new AlbumView(entity);
    }

    @Override
    protected AlbumEdit edit(Transaction tx, EntityId id) {
        return new AlbumEdit(tx, id);
    }

    /** How {@link Label} is stored, as JSON. */
    private static final class LabelType extends RecordType<Label> {
        private static final Property.Required<String> NAME = Property.required("name", Types.STRING);
        private static final Property.Optional<LocalDate> FOUNDED = Property.optional("founded", Types.DATE);
        private static final Property.Required<List<String>> CITIES =
                Property.required("cities", Types.list(Types.STRING));

        LabelType() {
            super("a Label");
        }

        @Override
        protected Label read(Value.Obj json) {
            return new Label(NAME.read(json), FOUNDED.read(json), CITIES.read(json));
        }

        @Override
        protected Values write(Label label, Values into) {
            return into.put(NAME, label.name())
                    .put(FOUNDED, label.founded())
                    .put(CITIES, label.cities());
        }
    }
}
