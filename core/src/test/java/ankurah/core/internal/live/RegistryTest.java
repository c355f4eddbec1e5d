package ankurah.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Root;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.PropertyState;
import ankurah.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which feeds a commit meets. */
class RegistryTest {
    private static final Selection.Loaded NONE = new Selection.Loaded(Held.none(Held.BY_ID), null, List.of());

    private final StorageEngine storage = MemoryStorage.open();
    private final Root root =
            Root.over(storage.snapshot(), storage.snapshot().position(), Overlay.EMPTY, Catalog.EMPTY);
    private final Registry registry = new Registry(new Guards());

    @AfterEach
    void close() {
        root.release();
        storage.close();
    }

    private Feed feed(String ankql) {
        Selection selection = new Selection("album", AnkQl.parse(ankql), AllRows.FILTER);
        Selection.Loaded loaded = selection.deep.isEmpty() ? NONE : selection.load(root.view());
        Feed feed = new Feed(selection, loaded);
        registry.add(feed, Filings.of(selection.query.where(), false), root.view());
        return feed;
    }

    private static EntityState album(Value year, Value name) {
        TreeMap<String, PropertyState> properties = new TreeMap<>();
        properties.put("year", new PropertyState(Operation.LWW, 1, year, new byte[32]));
        properties.put("name", new PropertyState(Operation.LWW, 1, name, new byte[32]));
        EntityId id = new EntityId(EventId.fromBytes(new byte[32]));
        return new EntityState("album", id, Clock.of(id.genesis()), properties);
    }

    private List<Feed> concerned(Value year) {
        return concerned(null, album(year, Value.NULL));
    }

    private List<Feed> concerned(@Nullable EntityState before, EntityState after) {
        return new ArrayList<>(
                registry.concerned(List.of(new Changed(before, after)), List.of(), root.view(), root.view())
                        .keySet());
    }

    /** How many feeds are looked at, whether they are concerned or not. */
    private int visits(Value oldYear, Value newYear) {
        CollectionIndex index = new CollectionIndex();
        registry.all()
                .forEach(feed ->
                        index.add(new Feed(feed.selection, NONE), Filings.of(feed.selection.query.where(), false)));
        int[] count = new int[1];
        index.forEachConcerned(
                new Changed(album(oldYear, Value.NULL), album(newYear, Value.NULL)),
                id -> null,
                id -> null,
                feed -> count[0]++);
        return count[0];
    }

    @Test
    void ofTenThousandConstantsACommitMeetsTheTwoItConcerns() {
        List<Feed> feeds = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            feeds.add(feed("year = " + i));
        }
        assertThat(concerned(Value.of(4711L))).containsExactly(feeds.get(4711));
        assertThat(concerned(Value.of(-1L))).isEmpty();
        assertThat(visits(Value.of(17L), Value.of(4711L))).isEqualTo(2);
        assertThat(visits(Value.of(-17L), Value.of("4711"))).isZero();
    }

    @Test
    void ofTenThousandRangesACommitMeetsThoseAroundItsValues() {
        for (int i = 0; i < 10_000; i++) {
            feed("year >= " + i + " AND year < " + (i + 2));
        }
        assertThat(visits(Value.of(17L), Value.of(4711L))).isEqualTo(4);
        assertThat(visits(Value.of(17L), Value.of(17.5))).isEqualTo(2);
        assertThat(visits(Value.NULL, Value.of("17"))).isZero();
    }

    @Test
    void constantsAreComparedAsQueriesCompareThem() {
        Feed whole = feed("year = 1");
        Feed fraction = feed("1.0 = year AND name IS NULL");
        Feed date = feed("year = '2001-02-03'");
        assertThat(concerned(Value.of(1.0))).containsExactlyInAnyOrder(whole, fraction);
        assertThat(concerned(new Value.Date(11356))).containsExactly(date);
        assertThat(concerned(Value.of("2001-02-03"))).containsExactly(date);
        assertThat(concerned(new Value.Json(Value.of(1L)))).containsExactlyInAnyOrder(whole, fraction);
    }

    @Test
    void ofAConjunctionTheConstantThatFewerShareIsTaken() {
        for (int i = 0; i < 100; i++) {
            feed("name IS NULL AND year = 5 AND id = '" + new EntityId(EventId.fromBytes(bytes(i + 1))) + "'");
            feed("name LIKE 'a%' AND year > 1 AND label = 'x" + i + "'");
        }
        assertThat(visits(Value.of(5L), Value.of(5L))).isZero();
    }

    private static byte[] bytes(int last) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) last;
        return bytes;
    }

    @Test
    void aDisjunctionIsFiledUnderEachOfItsParts() {
        for (int i = 0; i < 100; i++) {
            feed("year = " + i + " OR label = 'x" + i + "' OR NOT (year <> " + (i + 1000) + " OR label = 'y')");
        }
        assertThat(visits(Value.of(5L), Value.of(1006L))).isEqualTo(2);
    }

    @Test
    void whatCanBeFiledNowhereIsMetByEveryCommitOfItsCollectionAndWhatNothingMatchesByNone() {
        Feed all = feed("");
        Feed either = feed("year = 1 OR name = name OR TRUE");
        feed("year = 1 AND year = 2");
        feed("FALSE");
        assertThat(visits(Value.of(5L), Value.of(5L))).isEqualTo(2);
        assertThat(concerned(Value.of(5L))).containsExactly(all, either);
        EntityState other =
                new EntityState("artist", album(Value.NULL, Value.NULL).id(), Clock.EMPTY, new TreeMap<>());
        assertThat(concerned(null, other)).isEmpty();
    }

    @Test
    void aRowThatNeitherBelongedNorBelongsIsLookedAtAndLeftAlone() {
        Feed longer = feed("name LIKE '%x'");
        EntityState before = album(Value.of(1L), Value.of("abc"));
        assertThat(concerned(before, album(Value.of(2L), Value.of("abc")))).isEmpty();
        assertThat(concerned(before, album(Value.of(2L), Value.of("abx")))).containsExactly(longer);
    }

    @Test
    void whatIsRemovedLeavesNothing() {
        List<Feed> feeds = List.of(
                feed("year = 1"),
                feed(""),
                feed("FALSE"),
                feed("year IN (1, 2, 3) OR name.a = 4"),
                feed("id.year = 1 OR id.year = 2"));
        assertThat(registry.all()).hasSize(5);
        assertThat(registry.all()).containsExactlyInAnyOrderElementsOf(feeds);
        for (Feed feed : feeds) {
            registry.remove(feed);
            registry.remove(feed);
        }
        assertThat(registry.isEmpty()).isTrue();
        assertThat(registry.all()).isEmpty();
    }
}
