package ankurah.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Catalog;
import ankurah.core.LiveMaker;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Root;
import ankurah.core.jvm.JvmPlatform;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Evaluator;
import ankurah.query.Predicate;
import ankurah.query.Truth;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.PropertyState;
import ankurah.storage.StorageEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** The index never leaves out a window that a change concerns, and seldom brings one that it does not. */
class FilingTest {
    private static final int WINDOWS = 40;
    private static final int CHANGES = 10;

    private @Nullable StorageEngine storage;
    private @Nullable Reactor reactor;
    private long visits;
    private long needless;
    private long all;

    @BeforeProperty
    void open() {
        StorageEngine engine = MemoryStorage.open();
        storage = engine;
        reactor = new Reactor(
                JvmPlatform.create(),
                Root.over(engine.snapshot(), engine.snapshot().position(), Overlay.EMPTY, Catalog.EMPTY));
    }

    @AfterProperty
    void close() {
        if (reactor != null && storage != null) {
            reactor.close();
            storage.close();
        }
        System.out.println(String.format(
                Locale.ROOT,
                "of %,d pairs of a window and a change %,d were visited, %,d (%.2f %%) of them in vain",
                all,
                visits,
                needless,
                visits == 0 ? 0.0 : 100.0 * needless / visits));
    }

    private Window window() {
        return java.util.Objects.requireNonNull(reactor).window((before, change, at) -> {});
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void whateverBelongedOrBelongsIsVisited(@ForAll long seed) {
        Random random = new Random(seed);
        LiveMaker maker = new LiveMaker(random);
        Map<Window, Predicate> windows = new LinkedHashMap<>();
        CollectionIndex index = new CollectionIndex();
        for (int i = 0; i < WINDOWS; i++) {
            Window window = window();
            Predicate where = maker.predicate(random.nextInt(4), false);
            windows.put(window, where);
            index.add(window, Filings.of(where, random.nextInt(10) == 0));
        }
        follow(random, maker, index, windows);
        for (Window window : new ArrayList<>(windows.keySet())) {
            if (random.nextInt(3) > 0) {
                index.remove(window, java.util.Objects.requireNonNull(window.filing));
                windows.remove(window);
            }
        }
        follow(random, maker, index, windows);
        windows.keySet().forEach(window -> index.remove(window, java.util.Objects.requireNonNull(window.filing)));
        assertThat(index.isEmpty()).isTrue();
    }

    private void follow(Random random, LiveMaker maker, CollectionIndex index, Map<Window, Predicate> windows) {
        for (int i = 0; i < CHANGES; i++) {
            Changed change = new Changed(random.nextInt(5) == 0 ? null : state(random, maker), state(random, maker));
            Set<Window> visited = new HashSet<>();
            index.forEachConcerned(
                    change,
                    window -> assertThat(visited.add(window)).as("comes once").isTrue());
            windows.forEach((window, where) -> {
                boolean belongs = isTrue(where, change.before()) || isTrue(where, change.after());
                if (belongs) {
                    assertThat(visited).as("%s, %s", AnkQl.print(where), change).contains(window);
                }
                all++;
                visits += visited.contains(window) ? 1 : 0;
                needless += visited.contains(window) && !belongs ? 1 : 0;
            });
        }
    }

    private static boolean isTrue(Predicate where, @Nullable EntityState state) {
        return state != null && !state.isDeleted() && Evaluator.evaluate(where, state) == Truth.TRUE;
    }

    private static EntityState state(Random random, LiveMaker maker) {
        TreeMap<String, PropertyState> properties = new TreeMap<>();
        maker.row(List.of())
                .forEach((name, value) ->
                        properties.put(name, new PropertyState(Operation.LWW, 1, value, new byte[32])));
        if (random.nextInt(15) == 0) {
            properties.put(Names.DELETED, new PropertyState(Operation.LWW, 1, Value.TRUE, new byte[32]));
        }
        byte[] id = new byte[32];
        id[31] = (byte) random.nextInt(3);
        return new EntityState("thing", new EntityId(EventId.fromBytes(id)), Clock.EMPTY, properties);
    }
}
