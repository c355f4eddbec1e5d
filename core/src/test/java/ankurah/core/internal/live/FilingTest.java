package ankurah.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.LiveMaker;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.Changed;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Evaluator;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.query.Truth;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
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
import org.jspecify.annotations.Nullable;

/** The index never leaves out a feed that a change concerns, and seldom brings one that it does not. */
class FilingTest {
    private static final int FEEDS = 40;
    private static final int CHANGES = 10;

    private long visits;
    private long needless;
    private long all;

    @AfterProperty
    void print() {
        System.out.println(String.format(
                Locale.ROOT,
                "of %,d pairs of a feed and a change %,d were visited, %,d (%.2f %%) of them in vain",
                all,
                visits,
                needless,
                visits == 0 ? 0.0 : 100.0 * needless / visits));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void whateverBelongedOrBelongsIsVisited(@ForAll long seed) {
        Random random = new Random(seed);
        LiveMaker maker = new LiveMaker(random);
        Map<Feed, Predicate> feeds = new LinkedHashMap<>();
        CollectionIndex index = new CollectionIndex();
        for (int i = 0; i < FEEDS; i++) {
            Predicate where = maker.predicate(random.nextInt(4), false);
            Selection selection = new Selection("thing", Query.where(where), AllRows.FILTER);
            Feed feed = new Feed(selection, new Selection.Loaded(Held.none(Held.BY_ID), null, List.of(Filing.NOWHERE)));
            feeds.put(feed, where);
            index.add(feed, Filings.of(where, random.nextInt(10) == 0));
        }
        follow(random, maker, index, feeds);
        for (Feed feed : new ArrayList<>(feeds.keySet())) {
            if (random.nextInt(3) > 0) {
                index.remove(feed, java.util.Objects.requireNonNull(feed.filing));
                feeds.remove(feed);
            }
        }
        follow(random, maker, index, feeds);
        feeds.keySet().forEach(feed -> index.remove(feed, java.util.Objects.requireNonNull(feed.filing)));
        assertThat(index.isEmpty()).isTrue();
    }

    private void follow(Random random, LiveMaker maker, CollectionIndex index, Map<Feed, Predicate> feeds) {
        for (int i = 0; i < CHANGES; i++) {
            Changed change = new Changed(random.nextInt(5) == 0 ? null : state(random, maker), state(random, maker));
            Set<Feed> visited = new HashSet<>();
            index.forEachConcerned(
                    change,
                    id -> null,
                    id -> null,
                    feed -> assertThat(visited.add(feed)).as("comes once").isTrue());
            feeds.forEach((feed, where) -> {
                boolean belongs = isTrue(where, change.before()) || isTrue(where, change.after());
                if (belongs) {
                    assertThat(visited).as("%s, %s", AnkQl.print(where), change).contains(feed);
                }
                all++;
                visits += visited.contains(feed) ? 1 : 0;
                needless += visited.contains(feed) && !belongs ? 1 : 0;
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
