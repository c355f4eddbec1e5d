package ankurah.core.testkit;

import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.DataTypes;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A story arrives in many ways, and all ends must be equal. */
final class Arrivals<S> {
    private final DataType<S> type;
    private final Story<S> story;
    private final String where;

    Arrivals(DataType<S> type, Story<S> story, String where) {
        this.type = type;
        this.story = story;
        this.where = where;
    }

    /** How a node goes about it. */
    private enum Way {
        STEP_BY_STEP,
        TOGETHER,
        FROM_BYTES,
        IN_GROUPS
    }

    private Fold fold() {
        return new Fold(new Properties(story.types()));
    }

    void inEveryWay(List<List<Told>> orders, Random random) {
        byte[] first = null;
        for (List<Told> order : orders) {
            for (Way way : Way.values()) {
                byte[] end = end(order, way, Map.of(), random);
                first = same(first, end, way + " in another order");
            }
        }
    }

    private byte[] end(List<Told> order, Way way, Map<EventId, byte[]> instead, Random random) {
        Bench bench = new Bench(fold(), story);
        List<EntityState> seen = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        for (Told event : order) {
            bench.take(event, instead.getOrDefault(event.id(), event.body()));
            switch (way) {
                case STEP_BY_STEP -> {
                    Properties.settle(bench.state());
                    if (order.size() < 50) {
                        seen.add(bench.state());
                        bytes.add(bench.state().encode());
                    }
                }
                case FROM_BYTES -> bench.reload();
                case IN_GROUPS -> {
                    if (random.nextInt(3) == 0) {
                        Properties.settle(bench.state());
                    }
                }
                case TOGETHER -> {}
            }
        }
        byte[] end = bench.state().encode();
        for (int i = 0; i < seen.size(); i++) {
            EntityState again = EntityState.decode(bytes.get(i));
            same(bytes.get(i), seen.get(i).encode(), "a state that was held while others followed");
            require(again.equals(seen.get(i)), "a state read back from its bytes differs");
        }
        return end;
    }

    /** Some operations were erased, at some nodes before they came and at others after. */
    void erased(List<List<Told>> orders, Random random) {
        Map<EventId, byte[]> instead = new HashMap<>();
        for (Told event : story.inIdOrder()) {
            if (random.nextInt(3) == 0) {
                instead.put(event.id(), erased(event.body()));
            }
        }
        byte[] first = null;
        for (List<Told> order : orders) {
            first = same(first, end(order, Way.STEP_BY_STEP, instead, random), "with erased operations");
        }
    }

    private byte[] erased(byte[] body) {
        byte[] erased = type.erased(body);
        type.check(erased);
        require(Arrays.equals(type.erased(erased), erased), "erasing twice is not erasing once");
        require(type.needs(body).containsAll(type.needs(erased)), "an erased operation needs what it did not before");
        return erased;
    }

    /** A node without the type keeps the operations; when it learns the type, it folds them. */
    void notKnownAtFirst(List<List<Told>> orders, Random random) {
        if (DataTypes.builtIn().find(type.name(), type.version()) != null
                && type.name().equals("lww")) {
            return;
        }
        byte[] known = end(story.inIdOrder(), Way.STEP_BY_STEP, Map.of(), random);
        byte[] opaque = null;
        for (List<Told> order : orders.subList(0, Math.min(orders.size(), 6))) {
            Bench bench = new Bench(new Fold(new Properties(without())), story);
            order.forEach(bench::take);
            PropertyState kept = bench.state().properties().get(story.property());
            require(kept != null && kept.value().equals(Value.NULL), "a type that is not known shows a value");
            opaque = same(opaque, bench.state().encode(), "at nodes that do not know the type");
            same(known, Bench.known(fold(), bench.state()).encode(), "at a node that learned the type");
        }
    }

    private DataTypes without() {
        DataTypes none = DataTypes.none();
        for (DataType<?> other : DataTypes.builtIn().all()) {
            if (!other.name().equals(type.name()) || other.version() != type.version()) {
                none = none.with(other);
            }
        }
        return none;
    }

    private byte[] same(byte @Nullable [] expected, byte[] end, String what) {
        if (expected != null && !Arrays.equals(expected, end)) {
            throw new AssertionError(where + ": " + type + " ends differently, " + what + ":\n"
                    + EntityState.decode(expected).properties() + "\n"
                    + EntityState.decode(end).properties());
        }
        return end;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(where + ": " + type + ": " + what);
        }
    }
}
