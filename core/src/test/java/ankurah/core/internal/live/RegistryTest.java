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
        registry.add(window, new Selection("album", AnkQl.parse(ankql), RowFilter.ALL), root);
        return window;
    }

    private static EntityState album(Value year) {
        TreeMap<String, PropertyState> properties = new TreeMap<>();
        properties.put("year", new PropertyState(Operation.LWW, 1, year, new byte[32]));
        EntityId id = new EntityId(EventId.fromBytes(new byte[32]));
        return new EntityState("album", id, Clock.of(id.genesis()), properties);
    }

    private List<Window> concerned(Value before, Value after) {
        return new ArrayList<>(registry.concerned(List.of(new Changed(album(before), album(after))))
                .keySet());
    }

    @Test
    void ofTenThousandConstantsACommitMeetsTheTwoItConcerns() {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            windows.add(window("year = " + i));
        }
        assertThat(concerned(Value.of(17L), Value.of(4711L))).containsExactly(windows.get(17), windows.get(4711));
        assertThat(concerned(Value.NULL, Value.of(-1L))).isEmpty();
    }

    @Test
    void constantsAreComparedAsQueriesCompareThem() {
        Window whole = window("year = 1");
        Window fraction = window("1.0 = year AND name = 'x'");
        Window date = window("year = '2001-02-03'");
        assertThat(concerned(Value.NULL, Value.of(1.0))).containsExactlyInAnyOrder(whole, fraction);
        assertThat(concerned(Value.NULL, new Value.Date(11356))).containsExactly(date);
        assertThat(concerned(Value.NULL, Value.of("2001-02-03"))).containsExactly(date);
        assertThat(concerned(Value.NULL, new Value.Json(Value.of(1L)))).containsExactlyInAnyOrder(whole, fraction);
    }

    @Test
    void whatIsNoPlainEqualityIsMetByEveryCommitOfItsCollection() {
        List<Window> windows = List.of(
                window(""),
                window("year > 1"),
                window("NOT (year = 1)"),
                window("year = 1 OR year = 2"),
                window("year.a = 1"));
        assertThat(concerned(Value.of(5L), Value.of(6L))).containsExactlyInAnyOrderElementsOf(windows);
        EntityState other = new EntityState("artist", album(Value.NULL).id(), Clock.EMPTY, new TreeMap<>());
        assertThat(registry.concerned(List.of(new Changed(null, other)))).isEmpty();
    }

    @Test
    void whatIsRemovedLeavesNothing() {
        Window window = window("year = 1");
        Window all = window("");
        registry.remove(window, new Selection("album", AnkQl.parse("year = 1"), RowFilter.ALL));
        registry.remove(all, new Selection("album", AnkQl.parse(""), RowFilter.ALL));
        assertThat(registry.isEmpty()).isTrue();
        assertThat(registry.all()).isEmpty();
    }
}
