package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An observed entity is tracked property by property. */
class LiveEntityTest {
    private final TestNode node = new TestNode();
    private final Context context = node.context;
    private final List<Object> log = new ArrayList<>();
    private final EntityId id = context.transact(
                    tx -> tx.create("album", Map.of("year", Value.of(2000L), "name", Value.of("x")))
                            .id())
            .value();
    private final LiveEntity album = context.observe(id);

    @AfterEach
    void close() {
        node.close();
    }

    private void set(String property, Value value) {
        context.run(tx -> tx.set(id, property, value));
        node.deliver();
    }

    @Test
    void anEffectThatReadOnePropertyDoesNotRunForAnother() {
        node.node.signals().effect(() -> log.add(album.get("year")));
        set("name", Value.of("y"));
        set("year", Value.of(2001L));
        set("name", Value.of("z"));
        assertThat(log).containsExactly(Value.of(2000L), Value.of(2001L));
        assertThat(album.get("name")).isEqualTo(Value.of("z"));
    }

    @Test
    void whatIsMadeOfItIsTrackedByWhatComesOut() {
        node.node
                .signals()
                .effect(() -> log.add(album.read(row -> row.get("year").compareTo(Value.of(2010L)) < 0)));
        set("year", Value.of(2005L));
        set("year", Value.of(2015L));
        assertThat(log).containsExactly(true, false);
    }

    @Test
    void deletionAndRestoreAreSeen() {
        node.node.signals().effect(() -> log.add(album.exists() ? album.get("year") : "gone"));
        context.run(tx -> tx.delete(id));
        node.deliver();
        assertThat(album.get()).isEmpty();
        assertThatThrownBy(() -> album.read(row -> row.get("year"))).isInstanceOf(AnkurahException.NotFound.class);
        context.run(tx -> tx.restore(id));
        node.deliver();
        assertThat(log).containsExactly(Value.of(2000L), "gone", Value.of(2000L));
    }

    @Test
    void closedItStaysAsItIs() {
        album.close();
        set("year", Value.of(1L));
        assertThat(album.get("year")).isEqualTo(Value.of(2000L));
        assertThat(node.backend().reactor().feeds()).isZero();
    }

    @Test
    void whatIsNotThereCannotBeObserved() {
        context.run(tx -> tx.delete(id));
        assertThatThrownBy(() -> context.observe(id)).isInstanceOf(AnkurahException.NotFound.class);
    }
}
