package ankurah.processor.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Change;
import ankurah.core.Context;
import ankurah.core.Dispatcher;
import ankurah.core.LiveValue;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.core.Task;
import ankurah.core.Transaction;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.model.Ref;
import ankurah.core.model.TypedChangeSet;
import ankurah.core.model.TypedGroups;
import ankurah.core.model.TypedLiveEntity;
import ankurah.core.model.TypedLiveQuery;
import ankurah.core.model.TypedPage;
import ankurah.core.model.TypedResultSet;
import ankurah.core.model.TypedRows;
import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.query.Cursor;
import ankurah.storage.EngineOptions;
import ankurah.storage.IndexSpec;
import ankurah.storage.MemoryStorage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models from end to end: what the processor wrote, over a node. */
class TypedModelsTest {
    /** Runs listeners when the test says so. */
    private static final class Later implements Dispatcher {
        private final ArrayDeque<Task> tasks = new ArrayDeque<>();

        @Override
        public synchronized void dispatch(Task task) {
            tasks.add(task);
        }

        void deliver() {
            for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    private final Later listeners = new Later();
    private final Node node = Node.durable(
            MemoryStorage.open(EngineOptions.defaults()),
            Policy.allowAll(),
            JvmPlatform.create().withDispatcher(listeners));
    private final Context ctx = node.context();

    @AfterEach
    void close() {
        node.close();
    }

    private ArtistView artist(String name) {
        return ctx.transact(tx -> Artists.create(tx, new Artist(name))).value();
    }

    private AlbumView album(String name, Ref<Artist> artist, int year) {
        return ctx.transact(tx -> Albums.create(tx, new Album(name, artist, year, null)))
                .value();
    }

    private static void assertCode(ThrowingCallable call, String code, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AnkurahException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            for (String word : words) {
                assertThat(e).hasMessageContaining(word);
            }
        });
    }

    @Test
    void theExampleOfTheReadmeRuns() {
        List<String> told = new ArrayList<>();
        try (var recent =
                Albums.where(Albums.YEAR.gt(1985)).orderBy(Albums.YEAR.desc()).live(ctx)) {
            recent.subscribe(change -> change.rows().forEach(a -> told.add(a.year() + " " + a.name())));
            AlbumView album = ctx.transact(tx -> {
                        var muse = Artists.create(tx, new Artist("Muse"));
                        return Albums.create(tx, new Album("Origin of Symmetry", muse.ref(), 2001, null));
                    })
                    .value();
            listeners.deliver();
            ctx.run(tx -> album.edit(tx).name("The " + album.name()).year(2002))
                    .await(Stage.ACCEPTED, Duration.ofSeconds(5));
            listeners.deliver();
        }
        assertThat(told).containsExactly("2001 Origin of Symmetry", "2002 The Origin of Symmetry");
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        Ref<Artist> muse = artist("Muse").ref();
        Label label = new Label("EMI", LocalDate.of(1931, 3, 31), List.of("London", "Berlin"));
        Value.Json json = new Value.Json(JsonText.parse("{\"a\":[1,2.5,null]}"));
        Everything full = new Everything(
                true,
                -5,
                Long.MAX_VALUE,
                0.1,
                "ö",
                new BigDecimal("9.99"),
                new byte[] {1, 2},
                Instant.parse("2020-01-31T10:00:00.000001Z"),
                LocalDate.of(2020, 1, 31),
                LocalDateTime.of(2020, 1, 31, 10, 0),
                new UUID(1, 2),
                muse.id(),
                muse,
                json,
                Genre.JAZZ,
                label,
                List.of("a", "b"),
                List.of(List.of(Genre.POP), List.of()),
                List.of(label, new Label("4AD", null, List.of())),
                List.of(muse),
                true,
                1,
                2L,
                3.5,
                "text",
                new byte[] {3},
                muse,
                Genre.ROCK,
                List.of(1, 2),
                "renamed",
                false,
                7,
                BigDecimal.ONE,
                "x",
                Genre.POP,
                List.of("y"),
                json,
                Instant.EPOCH);
        EverythingView view = ctx.transact(tx -> AllThings.create(tx, full)).value();
        assertThat(AllThings.get(ctx, view.ref()).value())
                .usingRecursiveComparison()
                .isEqualTo(full);
        assertThat(view.entity().collection()).isEqualTo("thing");
        assertThat(view.entity().get("old")).isEqualTo(Value.of("renamed"));
        assertThat(view.someArtist().get(ctx).name()).isEqualTo("Muse");

        ctx.run(tx -> view.edit(tx)
                .perhaps(null)
                .someNumber(null)
                .someBig(null)
                .someReal(null)
                .someText(null)
                .someBytes(null)
                .someArtist(null)
                .someGenre(null)
                .someNumbers(null));
        EverythingView cleared = AllThings.get(ctx, view.ref());
        assertThat(cleared.perhaps()).isNull();
        assertThat(cleared.someNumber()).isNull();
        assertThat(cleared.someBytes()).isNull();
        assertThat(cleared.someArtist()).isNull();
        assertThat(cleared.someNumbers()).isNull();
        assertThat(view.someNumber()).as("a view never changes").isEqualTo(1);
    }

    @Test
    void aReferenceLeadsToTheViewOfItsModel() {
        AlbumView album = album("Absolution", artist("Muse").ref(), 2003);
        assertThat(album.artist().get(ctx).name()).isEqualTo("Muse");
        assertThat(album.value().artist().get(ctx).value()).isEqualTo(new Artist("Muse"));
        assertThat(Artists.ref(album.artist().id())).isEqualTo(album.artist());
        ctx.run(tx -> album.artist().get(tx).edit(tx).delete());
        assertThat(album.artist().find(ctx)).isEmpty();
        assertCode(
                () -> album.artist().get(ctx),
                "entity.not_found",
                "Artist",
                album.artist().toString());
        ctx.run(tx -> assertThat(Artists.restore(tx, album.artist()).name()).isEqualTo("Muse"));
        assertThat(album.artist().find(ctx)).map(ArtistView::name).contains("Muse");
    }

    @Test
    void anIdOfAnotherModelIsNotFound() {
        Ref<Album> wrong = Albums.ref(artist("Muse").id());
        assertThat(Albums.find(ctx, wrong)).isEmpty();
        assertCode(() -> Albums.get(ctx, wrong), "entity.not_found", "there is no Album");
        assertCode(() -> ctx.run(tx -> Albums.edit(tx, wrong).year(1)), "entity.not_found");
    }

    @Test
    void aTransactionSeesItsOwnEdits() {
        AlbumView album = album("Absolution", artist("Muse").ref(), 2003);
        try (Transaction tx = ctx.begin()) {
            AlbumEdit edit = Albums.edit(tx, album.ref()).year(2004);
            assertThat(edit.view().year()).isEqualTo(2004);
            assertThat(Albums.get(tx, album.ref()).year()).isEqualTo(2004);
            assertThat(Albums.where(Albums.YEAR.eq(2004)).list(tx)).containsExactly(edit.view());
            assertThat(Albums.get(ctx, album.ref()).year()).isEqualTo(2003);
            tx.commit();
        }
        assertThat(Albums.get(ctx, album.ref()).year()).isEqualTo(2004);
        assertThat(album.year()).isEqualTo(2003);
    }

    @Test
    void aMissingValueReadsAsTheDefaultAndQueriesSeeThatItIsMissing() {
        Ref<Artist> muse = artist("Muse").ref();
        Ref<Album> old = Albums.ref(ctx.transact(tx -> tx.create(
                                "album", Map.of("name", Value.of("Showbiz"), "artist", Value.of(muse.id())))
                        .id())
                .value());
        assertThat(Albums.get(ctx, old).year()).isZero();
        assertThat(Albums.get(ctx, old).value()).isEqualTo(new Album("Showbiz", muse, 0, null));
        assertThat(Albums.where(Albums.YEAR.isNull()).count(ctx)).isEqualTo(1);
    }

    @Test
    void aValueThatTheModelCannotShowSaysWhereItIs() {
        Ref<Album> odd = album("Absolution", artist("Muse").ref(), 2003).ref();
        ctx.run(tx -> tx.set(odd.id(), "year", Value.of(1L << 40)));
        AlbumView view = Albums.get(ctx, odd);
        assertThat(view.name()).isEqualTo("Absolution");
        assertCode(
                view::year,
                "model.unreadable",
                "'year' of album " + odd + " holds the int 1099511627776, which is not an int");
        ctx.run(tx -> tx.set(odd.id(), "name", Value.NULL));
        assertCode(() -> Albums.get(ctx, odd).name(), "model.unreadable", "has no value", "@Nullable");
        ctx.run(tx -> tx.set(odd.id(), "label", new Value.Json(JsonText.parse("{\"name\":1}"))));
        assertCode(
                () -> Albums.get(ctx, odd).label(),
                "model.unreadable",
                "'label' of album " + odd + ": the field 'name' holds the int 1, which is not a text");
    }

    @Test
    void nullWhereAValueHasToBeIsRefused() {
        assertCode(() -> artist(null), "model.null", "'name' has to have a value");
        AlbumView album = album("Absolution", artist("Muse").ref(), 2003);
        assertCode(() -> ctx.run(tx -> album.edit(tx).name(null)), "model.null");
    }

    @Test
    void queriesAreBuiltFromFieldsOrFromText() {
        ArtistView muse = artist("Muse");
        ArtistView radiohead = artist("Radiohead");
        album("Absolution", muse.ref(), 2003);
        album("Kid A", radiohead.ref(), 2000);
        album("Showbiz", muse.ref(), 1999);
        assertThat(names(Albums.where(Albums.YEAR.ge(2000))
                        .orderBy(Albums.YEAR.desc())
                        .list(ctx)))
                .containsExactly("Absolution", "Kid A");
        assertThat(names(Albums.where("year >= ? ORDER BY year DESC", 2000).list(ctx)))
                .containsExactly("Absolution", "Kid A");
        assertThat(names(Albums.where(Albums.ARTIST.eq(muse.ref()).and(Albums.NAME.startsWith("A")))
                        .list(ctx)))
                .containsExactly("Absolution");
        assertThat(names(Albums.where("artist = ?", muse).list(ctx))).containsExactly("Absolution", "Showbiz");
        assertThat(names(Albums.where(Albums.ARTIST.to(Artists.NAME).like("Radio%"))
                        .list(ctx)))
                .containsExactly("Kid A");
        assertThat(names(Albums.where("artist.name LIKE ?", "Radio%").list(ctx)))
                .containsExactly("Kid A");
        assertThat(Albums.all().count(ctx)).isEqualTo(3);
        assertThat(Albums.where(Albums.YEAR.lt(1990)).exists(ctx)).isFalse();
        assertThat(Albums.all().orderBy(Albums.YEAR.asc()).first(ctx))
                .map(AlbumView::name)
                .contains("Showbiz");
        assertThat(Albums.where(Albums.YEAR.lt(1990)).first(ctx)).isEqualTo(Optional.empty());
        assertThat(Albums.where(Albums.ID.eq(muse.id())).list(ctx)).isEmpty();
        assertThat(Albums.where(Albums.YEAR.gt(1)).explain(ctx).collection()).isEqualTo("album");
    }

    private static List<String> names(List<AlbumView> albums) {
        return albums.stream().map(AlbumView::name).toList();
    }

    @Test
    void whatAPropertyMayHoldMayBeGivenToAText() {
        assertThat(AllThings.where(
                                "yes = ? AND number = ? AND big = ? AND real = ? AND text = ? AND price = ? AND bytes = ?"
                                        + " AND instant = ? AND date = ? AND time = ? AND uuid = ? AND id1 = ? AND genre = ?"
                                        + " AND texts = ? AND json = ?",
                                true,
                                1,
                                2L,
                                0.5,
                                "x",
                                BigDecimal.TEN,
                                new byte[] {1},
                                Instant.EPOCH,
                                LocalDate.EPOCH,
                                LocalDate.EPOCH.atStartOfDay(),
                                new UUID(0, 1),
                                artist("Muse").id(),
                                Genre.POP,
                                List.of("a"),
                                new Value.Json(Value.NULL))
                        .list(ctx))
                .isEmpty();
        assertCode(() -> AllThings.where("text = ?", new Object()), "query.argument");
    }

    @Test
    void aPropertyThatThereIsNotIsAMistake() {
        assertCode(
                () -> Albums.where("yaer > 5"),
                "query.unknown_property",
                "Album has no property 'yaer'",
                "mean 'year'?");
        assertCode(() -> Albums.where("artist.nam = 'x'"), "query.unknown_property", "Artist has no property 'nam'");
        assertCode(() -> Albums.where("year.x = 1"), "query.no_way_in", "'year' is an int", "year.x");
        assertCode(() -> Albums.where("id.x = 1"), "query.no_way_in");
        assertCode(() -> Artists.where(Albums.YEAR.gt(5)), "query.unknown_property", "Artist has no property 'year'");
        assertCode(() -> Artists.all().orderBy(Albums.YEAR.asc()), "query.unknown_property");
        assertCode(() -> Albums.where("year >"), "query.syntax");
        assertThat(Albums.where("label.cities.0 = 'London' AND artist.id IS NOT NULL")
                        .count(ctx))
                .isZero();
    }

    @Test
    void aRenamedPropertyIsStoredUnderItsFirstName() {
        assertThat(AllThings.where("renamed = 'x' ORDER BY renamed").query().toString())
                .isEqualTo("old = 'x' ORDER BY old");
        assertThat(AllThings.where(AllThings.RENAMED.eq("x")).query().toString())
                .isEqualTo("old = 'x'");
        assertCode(() -> AllThings.where("old = 'x'"), "query.unknown_property");
    }

    @Test
    void liveQueriesAndObservedEntitiesAreSignalsOfViews() {
        ArtistView muse = artist("Muse");
        AlbumView origin = album("Origin of Symmetry", muse.ref(), 2001);
        List<Object> log = new ArrayList<>();
        try (TypedLiveQuery<AlbumView> live = Albums.all().live(ctx);
                TypedLiveEntity<AlbumView> album = Albums.observe(ctx, origin.ref())) {
            TypedRows<AlbumView> late = live.filter(row -> row.year() > 2002);
            LiveValue<List<String>> names = late.map(AlbumView::name);
            node.signals().effect(() -> log.add(names.get() + " " + live.get().size()));
            node.signals().effect(() -> log.add(album.read(AlbumView::year)));
            album("Absolution", muse.ref(), 2003);
            listeners.deliver();
            assertThat(log).containsExactly("[] 1", 2001, "[Absolution] 2");
            assertThat(live.sum(Albums.YEAR).get()).isEqualTo(Value.of(4004L));
            assertThat(late.combine(late).count().get()).isEqualTo(1);
        }
    }

    @Test
    void aLiveQueryTellsOfViews() {
        ArtistView muse = artist("Muse");
        List<TypedChangeSet<AlbumView>> told = new ArrayList<>();
        try (TypedLiveQuery<AlbumView> live =
                Albums.where(Albums.YEAR.gt(2000)).orderBy(Albums.YEAR.asc()).live(ctx)) {
            var subscription = live.subscribe(told::add);
            assertThat(subscription.initial().isEmpty()).isTrue();
            AlbumView absolution = album("Absolution", muse.ref(), 2003);
            AlbumView origin = album("Origin of Symmetry", muse.ref(), 2001);
            listeners.deliver();
            TypedResultSet<AlbumView> both = live.result();
            assertThat(both).containsExactly(origin, absolution);
            assertThat(both.toList()).isEqualTo(both.stream().toList());
            assertThat(both.get(1)).isEqualTo(absolution);
            assertThat(both.indexOf(absolution.ref())).isEqualTo(1);
            assertThat(both.contains(origin.ref())).isTrue();
            assertThat(both.find(origin.ref())).contains(origin);

            ctx.run(tx -> absolution.edit(tx).year(1985));
            listeners.deliver();
            assertThat(told.getLast().changes()).singleElement().satisfies(change -> {
                assertThat(change.kind()).isEqualTo(Change.Kind.REMOVED);
                assertThat(change.id()).isEqualTo(absolution.id());
                assertThat(change.row()).isNull();
            });
            assertThat(told.getLast().rows()).containsExactly(origin);
            assertThat(both).as("a result never changes").hasSize(2);

            live.update(Albums.where(Albums.YEAR.lt(2000)));
            assertThat(live.result()).extracting(AlbumView::name).containsExactly("Absolution");
            subscription.close();
        }
    }

    @Test
    void pagesFollowEachOther() {
        Ref<Artist> muse = artist("Muse").ref();
        ctx.run(tx -> {
            for (int year = 2000; year < 2005; year++) {
                Albums.create(tx, new Album("A" + year, muse, year, null));
            }
        });
        List<Integer> years = new ArrayList<>();
        Cursor next = null;
        do {
            var query = Albums.all().orderBy(Albums.YEAR.desc()).limit(2);
            TypedPage<AlbumView> page = (next == null ? query : query.after(next)).page(ctx);
            page.rows().forEach(album -> years.add(album.year()));
            next = page.next();
        } while (next != null);
        assertThat(years).containsExactly(2004, 2003, 2002, 2001, 2000);
    }

    @Test
    void viewsAreEqualWhenTheyShowTheSameState() {
        AlbumView album = album("Absolution", artist("Muse").ref(), 2003);
        assertThat(Albums.get(ctx, album.ref())).isEqualTo(album).hasSameHashCodeAs(album);
        ctx.run(tx -> album.edit(tx).year(2004));
        assertThat(Albums.get(ctx, album.ref())).isNotEqualTo(album);
        assertThat(album.toString()).contains("album", album.id().toString(), "Absolution");
    }

    @Test
    void readsOfOneScopeComeFromOnePosition() {
        AlbumView album = album("Absolution", artist("Muse").ref(), 2003);
        ctx.read(reads -> {
            assertThat(Albums.get(reads, album.ref()).year()).isEqualTo(2003);
            Context other = node.context();
            try (Transaction tx = other.begin()) {
                album.edit(tx).year(2004);
                tx.commit();
            }
            assertThat(Albums.get(reads, album.ref()).year()).isEqualTo(2003);
            return null;
        });
    }

    @Test
    void aModelThatCannotReadTheRowsThatAreThereIsRefusedBeforeItWrites() {
        ctx.run(tx -> tx.create("artist", Map.of("nickname", Value.of("Muse"))));
        assertCode(
                () -> artist("Muse"),
                "schema.required_without_default",
                "'name' of Artist is new and has to have a value, but 'artist' has rows without it",
                "@Default(\"...\") or @Nullable");
        ctx.run(tx -> tx.create("album", Map.of("year", Value.of("2003"))));
        assertCode(() -> Albums.all().list(ctx), "schema.required_without_default", "'name' of Album is new");
        ctx.run(tx -> tx.create("album", Map.of("name", Value.of("x"), "artist", Value.of("y"))));
        assertCode(
                () -> Albums.all().live(ctx),
                "schema.other_type",
                "'artist' of Album is a reference, but rows of 'album' hold string there");
        assertThat(node.position().number()).isEqualTo(3);
    }

    @Test
    void whatSeveralAddToACounterAddsUp() {
        Ref<Track> track = ctx.transact(tx -> Tracks.create(tx, new Track("Hysteria", 5, Set.of(), Set.of()))
                        .ref())
                .value();
        try (Transaction one = ctx.begin();
                Transaction other = ctx.begin()) {
            Tracks.edit(one, track).plays().add(10).plays().subtract(1).name("Hysteria (live)");
            Tracks.edit(other, track).plays().add(100);
            assertThat(Tracks.get(one, track).plays()).isEqualTo(14);
            one.commit();
            other.commit();
        }
        assertThat(Tracks.get(ctx, track).value()).isEqualTo(new Track("Hysteria (live)", 114, Set.of(), Set.of()));
        assertThat(Tracks.where(Tracks.PLAYS.gt(100)).count(ctx)).isEqualTo(1);
    }

    @Test
    void ofASetARemovalTakesOutWhatItHasSeen() {
        Ref<Artist> muse = artist("Muse").ref();
        Ref<Track> track = ctx.transact(tx -> Tracks.create(
                                tx, new Track("Hysteria", 0, Set.of(Genre.ROCK, Genre.POP), Set.of(muse)))
                        .ref())
                .value();
        assertThat(Tracks.get(ctx, track).guests()).containsExactly(muse);
        try (Transaction one = ctx.begin();
                Transaction other = ctx.begin()) {
            Tracks.edit(one, track)
                    .genres()
                    .clear()
                    .genres()
                    .add(Genre.JAZZ)
                    .guests()
                    .remove(muse);
            Tracks.edit(other, track).genres().remove(Genre.POP).genres().add(Genre.ROCK);
            one.commit();
            other.commit();
        }
        assertThat(Tracks.get(ctx, track).genres()).containsExactlyInAnyOrder(Genre.JAZZ, Genre.ROCK);
        assertThat(Tracks.get(ctx, track).guests()).isEmpty();
    }

    @Test
    void ofATextAllEditsStay() {
        Ref<Song> song = ctx.transact(
                        tx -> Songs.create(tx, new Song("Hysteria", "", 2003)).ref())
                .value();
        assertThat(Songs.get(ctx, song).value()).isEqualTo(new Song("Hysteria", "", 2003));
        try (Transaction one = ctx.begin();
                Transaction other = ctx.begin()) {
            Songs.edit(one, song).title(t -> t.insert(0, "The ")).year(2004);
            Songs.edit(other, song).title(t -> t.append("!")).words(t -> t.insert(0, "la"));
            assertThat(Songs.get(one, song).title()).isEqualTo("The Hysteria");
            one.commit();
            other.commit();
        }
        assertThat(Songs.get(ctx, song).value()).isEqualTo(new Song("The Hysteria!", "la", 2004));
        assertThat(Songs.where(Songs.TITLE.like("The %")).count(ctx)).isEqualTo(1);
    }

    private static Value.Json json(String text) {
        return new Value.Json(JsonText.parse(text));
    }

    @Test
    void ofADocumentWritesToDifferentPathsAllStay() {
        Ref<Sleeve> sleeve = ctx.transact(tx -> Sleeves.create(
                                tx,
                                new Sleeve(
                                        "Absolution", json("{\"size\":12,\"label\":{\"name\":\"Taste\"}}"), json("{}")))
                        .ref())
                .value();
        assertThat(Sleeves.get(ctx, sleeve).value())
                .isEqualTo(new Sleeve("Absolution", json("{\"size\":12,\"label\":{\"name\":\"Taste\"}}"), json("{}")));
        try (Transaction one = ctx.begin();
                Transaction other = ctx.begin()) {
            Sleeves.edit(one, sleeve)
                    .data()
                    .set("label.country", Value.of("GB"))
                    .name("Absolution!");
            Sleeves.edit(other, sleeve)
                    .data()
                    .set("label.name", Value.of("Mushroom"))
                    .data()
                    .remove("size")
                    .notes()
                    .set("a.b", Value.of(1L));
            one.commit();
            other.commit();
        }
        assertThat(Sleeves.get(ctx, sleeve).value())
                .isEqualTo(new Sleeve(
                        "Absolution!",
                        json("{\"label\":{\"country\":\"GB\",\"name\":\"Mushroom\"}}"),
                        json("{\"a\":{\"b\":1}}")));
        assertThat(ctx.get(sleeve.id()).values()).containsKey("old").doesNotContainKey("notes");
        assertThat(Sleeves.where("data.label.country = 'GB' AND notes.a.b = 1").count(ctx))
                .isEqualTo(1);
        ctx.run(tx -> Sleeves.edit(tx, sleeve).data().replace(json("{\"size\":7}")));
        assertThat(Sleeves.get(ctx, sleeve).data()).isEqualTo(json("{\"size\":7}"));
        assertCode(() -> ctx.run(tx -> Sleeves.edit(tx, sleeve).data().set("size", Value.of(0.5))), "value.not_json");
    }

    @Test
    void viewsAreGroupedByAField() {
        ArtistView muse = artist("Muse");
        ArtistView radiohead = artist("Radiohead");
        album("Absolution", muse.ref(), 2003);
        album("Kid A", radiohead.ref(), 2000);
        Ref<Album> showbiz = album("Showbiz", muse.ref(), 1999).ref();
        try (TypedLiveQuery<AlbumView> live =
                Albums.all().orderBy(Albums.YEAR.asc()).live(ctx)) {
            LiveValue<TypedGroups<Ref<Artist>, AlbumView>> byArtist = live.groupBy(Albums.ARTIST, Albums.YEAR);
            assertThat(byArtist.get()).extracting(TypedGroups.Group::key).containsExactly(muse.ref(), radiohead.ref());
            TypedGroups.Group<Ref<Artist>, AlbumView> its =
                    byArtist.get().find(muse.ref()).orElseThrow();
            assertThat(its.rows()).extracting(AlbumView::name).containsExactly("Showbiz", "Absolution");
            assertThat(its.count()).isEqualTo(2);
            assertThat(its.sum()).isEqualTo(Value.of(4002L));

            LiveValue<TypedGroups<Long, AlbumView>> byYear =
                    live.filter(album -> album.year() < 2003).groupBy(Albums.YEAR);
            List<Object> years = new ArrayList<>();
            node.signals().effect(() -> {
                List<Object> now = new ArrayList<>();
                byYear.get().forEach(group -> now.add(group.key()));
                years.add(now);
            });
            ctx.run(tx -> tx.set(showbiz.id(), "year", Value.NULL));
            listeners.deliver();
            ctx.run(tx -> tx.set(showbiz.id(), "year", Value.of("long ago")));
            assertThat(years.getFirst()).isEqualTo(List.of(1999L, 2000L));
            assertThat(years.get(1)).asString().isEqualTo("[null, 2000]");
            assertThat(byArtist.get().find(null)).isEmpty();
            assertCode(
                    () -> live.groupBy(Albums.YEAR).get().forEach(group -> {}),
                    "model.unreadable",
                    "'year' of album " + showbiz + " holds the string long ago");
            assertCode(() -> live.groupBy(Albums.ARTIST.to(Artists.NAME)), "model.group", "artist.name");
        }
    }

    @Test
    void aPropertyThatIsOfAnotherDataTypeIsRefused() {
        ctx.run(tx -> tx.create("track", Map.of("name", Value.of("x"), "plays", Value.of(1))));
        assertCode(
                () -> Tracks.all().list(ctx),
                "schema.other_data_type",
                "'plays' of Track is of the data type counter, but in rows of 'track' it is of lww");
    }

    @Test
    void theIndexesOfAModelAreThereFromItsFirstUse() {
        assertThat(node.indexes().list()).isEmpty();
        assertThat(Albums.all().list(ctx)).isEmpty();
        IndexSpec index = new IndexSpec("album", Albums.model().indexes().getFirst());
        assertThat(index).hasToString("album (artist, year DESC)");
        assertThat(node.indexes().await(index, 10_000)).isTrue();
    }
}
