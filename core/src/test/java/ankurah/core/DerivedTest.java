package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Value;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is derived from live queries: when one hears of it, what it costs, when it ends. */
class DerivedTest {
    private final TestNode node = new TestNode();
    private final Context context = node.context;
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        node.close();
    }

    private EntityId album(long year) {
        return context.transact(
                        tx -> tx.create("album", Map.of("year", Value.of(year))).id())
                .value();
    }

    private void setYear(EntityId id, long year) {
        context.run(tx -> tx.set(id, "year", Value.of(year)));
    }

    @Test
    void aWatcherHearsOfThePresentValueAndThenOfEachOther() {
        EntityId id = album(2000);
        LiveQuery live = context.live("album", "");
        LiveValue.Watch watch = live.sum("year").watch(log::add);
        node.deliver();
        album(1);
        node.deliver();
        context.run(tx -> tx.set(id, "name", Value.of("x")));
        node.deliver();
        assertThat(log).containsExactly(Value.of(2000L), Value.of(2001L));
        watch.close();
        album(2);
        node.deliver();
        assertThat(log).hasSize(2);
    }

    @Test
    void aWatchClosedBeforeItBeganHearsNothing() {
        album(1);
        context.live("album", "").count().watch(log::add).close();
        node.deliver();
        assertThat(log).isEmpty();
    }

    @Test
    void closingEndsWatchesAndKeepsTheValue() {
        album(1);
        LiveQuery live = context.live("album", "");
        LiveValue<Integer> count = live.count();
        count.watch(log::add);
        node.deliver();
        count.close();
        count.close();
        album(2);
        node.deliver();
        assertThat(log).containsExactly(1);
        assertThat(count.get()).isEqualTo(1);
        assertThat(live.count().get()).isEqualTo(2);
        count.watch(log::add);
        node.deliver();
        assertThat(log).hasSize(1);
    }

    @Test
    void aCommitThatDoesNotConcernTheFilterWakesNobody() {
        EntityId id = album(1);
        DerivedRows old =
                context.live("album", "").filter(row -> row.get("year").compareTo(Value.of(1990L)) < 0);
        old.watch(rows -> log.add(rows.size()));
        node.deliver();
        album(2000);
        node.deliver();
        assertThat(log).containsExactly(1);
        setYear(id, 2001);
        node.deliver();
        assertThat(log).containsExactly(1, 0);
    }

    @Test
    void aFunctionIsCalledForTheRowsThatChangedAlone() {
        List<EntityId> ids = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ids.add(album(i));
        }
        int[] calls = {0};
        LiveValue<List<Value>> years = context.live("album", "ORDER BY year").map(row -> {
            calls[0]++;
            return row.get("year");
        });
        assertThat(years.get()).hasSize(500);
        calls[0] = 0;
        setYear(ids.get(250), 1000);
        assertThat(years.get().getLast()).isEqualTo(Value.of(1000L));
        assertThat(calls[0]).isEqualTo(1);
    }

    @Test
    void whatNobodyHoldsIsCollectableThoughItsQueryLivesOn() {
        album(1);
        LiveQuery live = context.live("album", "");
        List<WeakReference<Object>> gone = new ArrayList<>();
        deriveAndLetGo(live, gone);
        album(2);
        node.deliver();
        for (WeakReference<Object> reference : gone) {
            for (int i = 0; i < 50 && reference.get() != null; i++) {
                System.gc();
            }
            assertThat(reference.get()).as("still held").isNull();
        }
        assertThat(live.result().size()).isEqualTo(2);
    }

    private void deriveAndLetGo(LiveQuery live, List<WeakReference<Object>> gone) {
        DerivedRows rows = live.filter(row -> true);
        LiveValue<Integer> count = rows.count();
        count.get();
        node.node.signals().effect(() -> log.add(count.get())).close();
        LiveValue<Groups> groups = live.groupBy("year");
        LiveValue.Watch watch = groups.watch(log::add);
        node.deliver();
        watch.close();
        log.clear();
        gone.add(new WeakReference<>(rows));
        gone.add(new WeakReference<>(count));
        gone.add(new WeakReference<>(groups));
    }
}
