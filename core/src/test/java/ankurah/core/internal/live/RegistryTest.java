package ankurah.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Catalog;
import ankurah.core.Platform;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.jvm.JvmPlatform;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which windows a commit meets. */
class RegistryTest {
    private final StorageEngine storage = MemoryStorage.open();
    private final Platform platform = JvmPlatform.create();
    private final Root root =
            Root.over(storage.snapshot(), storage.snapshot().position(), Overlay.EMPTY, Catalog.EMPTY);
    private final Reactor reactor = new Reactor(platform, root);
    private final Registry registry = new Registry();

    @AfterEach
    void close() {
        reactor.close();
        storage.close();
    }

    private Window window(String ankql) {
        Window window = reactor.window((before, change, at) -> {});
        Selection selection = new Selection("album", AnkQl.parse(ankql), RowFilter.ALL);
        Selection.Loaded none = selection.load(root.view());
        window.install(selection, none, root);
        registry.add(window, selection, none.filings());
        return window;
    }

    private static EntityState album(Value year, Value name) {
        TreeMap<String, PropertyState> properties = new TreeMap<>();
        properties.put("year", new PropertyState(Operation.LWW, 1, year, new byte[32]));
        properties.put("name", new PropertyState(Operation.LWW, 1, name, new byte[32]));
        EntityId id = new EntityId(EventId.fromBytes(new byte[32]));
        return new EntityState("album", id, Clock.of(id.genesis()), properties);
    }

    private List<Window> concerned(Value year) {
        return concerned(null, album(year, Value.NULL));
    }

    private List<Window> concerned(@org.jspecify.annotations.Nullable EntityState before, EntityState after) {
        return new ArrayList<>(
                registry.concerned(List.of(new Changed(before, after))).keySet());
    }

    /** How many windows are looked at, whether they are concerned or not. */
    private int visits(Value oldYear, Value newYear) {
        CollectionIndex index = new CollectionIndex();
        registry.all().forEach(window -> index.add(window, Filings.of(where(window), false)));
        int[] count = new int[1];
        index.forEachConcerned(
                new Changed(album(oldYear, Value.NULL), album(newYear, Value.NULL)), window -> count[0]++);
        return count[0];
    }

    private static ankurah.query.Predicate where(Window window) {
        return java.util.Objects.requireNonNull(window.query()).where();
    }

    @Test
    void ofTenThousandConstantsACommitMeetsTheTwoItConcerns() {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            windows.add(window("year = " + i));
        }
        assertThat(concerned(Value.of(4711L))).containsExactly(windows.get(4711));
        assertThat(concerned(Value.of(-1L))).isEmpty();
        assertThat(visits(Value.of(17L), Value.of(4711L))).isEqualTo(2);
        assertThat(visits(Value.of(-17L), Value.of("4711"))).isZero();
    }

    @Test
    void ofTenThousandRangesACommitMeetsThoseAroundItsValues() {
        for (int i = 0; i < 10_000; i++) {
            window("year >= " + i + " AND year < " + (i + 2));
        }
        assertThat(visits(Value.of(17L), Value.of(4711L))).isEqualTo(4);
        assertThat(visits(Value.of(17L), Value.of(17.5))).isEqualTo(2);
        assertThat(visits(Value.NULL, Value.of("17"))).isZero();
    }

    @Test
    void constantsAreComparedAsQueriesCompareThem() {
        Window whole = window("year = 1");
        Window fraction = window("1.0 = year AND name IS NULL");
        Window date = window("year = '2001-02-03'");
        assertThat(concerned(Value.of(1.0))).containsExactlyInAnyOrder(whole, fraction);
        assertThat(concerned(new Value.Date(11356))).containsExactly(date);
        assertThat(concerned(Value.of("2001-02-03"))).containsExactly(date);
        assertThat(concerned(new Value.Json(Value.of(1L)))).containsExactlyInAnyOrder(whole, fraction);
    }

    @Test
    void ofAConjunctionTheConstantThatFewerShareIsTaken() {
        for (int i = 0; i < 100; i++) {
            window("name IS NULL AND year = 5 AND id = '" + new EntityId(EventId.fromBytes(bytes(i + 1))) + "'");
            window("name LIKE 'a%' AND year > 1 AND label = 'x" + i + "'");
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
            window("year = " + i + " OR label = 'x" + i + "' OR NOT (year <> " + (i + 1000) + " OR label = 'y')");
        }
        assertThat(visits(Value.of(5L), Value.of(1006L))).isEqualTo(2);
    }

    @Test
    void whatCanBeFiledNowhereIsMetByEveryCommitOfItsCollectionAndWhatNothingMatchesByNone() {
        Window all = window("");
        Window either = window("year = 1 OR name = name OR TRUE");
        window("year = 1 AND year = 2");
        window("FALSE");
        assertThat(visits(Value.of(5L), Value.of(5L))).isEqualTo(2);
        assertThat(concerned(Value.of(5L))).containsExactly(all, either);
        EntityState other =
                new EntityState("artist", album(Value.NULL, Value.NULL).id(), Clock.EMPTY, new TreeMap<>());
        assertThat(concerned(null, other)).isEmpty();
    }

    @Test
    void aRowThatNeitherBelongedNorBelongsIsLookedAtAndLeftAlone() {
        Window longer = window("name LIKE '%x'");
        EntityState before = album(Value.of(1L), Value.of("abc"));
        assertThat(concerned(before, album(Value.of(2L), Value.of("abc")))).isEmpty();
        assertThat(concerned(before, album(Value.of(2L), Value.of("abx")))).containsExactly(longer);
    }

    @Test
    void whatIsRemovedLeavesNothing() {
        List<Window> windows = List.of(
                window("year = 1"),
                window(""),
                window("FALSE"),
                window("year IN (1, 2, 3) OR name.a = 4"),
                window("id.year = 1 OR id.year = 2"));
        assertThat(registry.size()).isEqualTo(5);
        assertThat(registry.all()).containsExactlyInAnyOrderElementsOf(windows);
        for (Window window : windows) {
            registry.remove(window, java.util.Objects.requireNonNull(window.selection()));
            registry.remove(window, java.util.Objects.requireNonNull(window.selection()));
        }
        assertThat(registry.isEmpty()).isTrue();
        assertThat(registry.all()).isEmpty();
    }
}
