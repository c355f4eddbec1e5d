package ankurah.text.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The collections made for ints. */
class SmallMapsTest {
    @Property(tries = 200)
    void anIntMapIsAMap(@ForAll long seed) {
        Random random = new Random(seed);
        IntMap<Integer> map = new IntMap<>();
        Map<Integer, Integer> model = new LinkedHashMap<>();
        for (int i = random.nextInt(300); i > 0; i--) {
            int key = 1 + random.nextInt(100);
            map.put(key, i);
            model.put(key, i);
        }
        assertThat(map.size()).isEqualTo(model.size());
        for (int key = 1; key <= 101; key++) {
            assertThat(map.get(key)).isEqualTo(model.get(key));
        }
        int position = 0;
        for (Map.Entry<Integer, Integer> entry : model.entrySet()) {
            assertThat(map.keyAt(position)).isEqualTo(entry.getKey());
            assertThat(map.valueAt(position++)).isEqualTo(entry.getValue());
        }
    }

    @Property(tries = 300)
    void rangesAreTheirClocks(@ForAll long seed) {
        Random random = new Random(seed);
        Ranges ranges = new Ranges();
        BitSet model = new BitSet();
        for (int i = random.nextInt(40); i > 0; i--) {
            int start = random.nextInt(100);
            int end = start + 1 + random.nextInt(10);
            if (random.nextBoolean()) {
                ranges.add(start, end);
            } else {
                ranges.addApart(start, end);
            }
            model.set(start, end);
        }
        ranges.normalize();
        BitSet found = new BitSet();
        for (int i = 0; i < ranges.size(); i++) {
            assertThat(i == 0 || ranges.start(i) > ranges.end(i - 1)).isTrue();
            found.set(ranges.start(i), ranges.end(i));
        }
        assertThat(found).isEqualTo(model);
        for (int clock = 0; clock < 120; clock++) {
            assertThat(ranges.contains(clock)).isEqualTo(model.get(clock));
        }
    }

    @Test
    void clientsAreOrderedByTheirIds() {
        Clients clients = new Clients(new Items());
        long[] ids = {5, (1L << 53) - 1, 0, 1L << 28, (1L << 28) - 1, 1L << 40};
        for (long id : ids) {
            int number = clients.number(id);
            assertThat(clients.number(id)).isEqualTo(number);
            assertThat(clients.id(number)).isEqualTo(id);
            clients.structsOf(number);
        }
        long last = Long.MAX_VALUE;
        for (int client : clients.descending()) {
            assertThat(clients.id(client)).isLessThan(last);
            last = clients.id(client);
        }
        assertThat(clients.descending()).hasSize(ids.length);
    }

    @Test
    void itemsNameMoreClientsThan16BitsHold() {
        Items items = new Items();
        int item = items.add(1, 0, 1, Items.STRING);
        items.setOrigin(item, 70_000, 5);
        items.setRight(item, 65_535, 6);
        assertThat(items.originClient(item)).isEqualTo(70_000);
        assertThat(items.rightClient(item)).isEqualTo(65_535);
        items.setOrigin(item, 65_534, 7);
        assertThat(items.originClient(item)).isEqualTo(65_534);
        assertThat(items.rightClient(item)).isEqualTo(65_535);
        assertThat(items.originClock(item)).isEqualTo(7);
        assertThat(items.rightClock(item)).isEqualTo(6);
    }
}
