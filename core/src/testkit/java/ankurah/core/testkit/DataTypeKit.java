package ankurah.core.testkit;

import ankurah.core.type.CommutingType;
import ankurah.core.type.DataType;
import ankurah.core.type.TypedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Tests whether a data type keeps what every data type has to, in a few lines:
 *
 * <pre>{@code
 * DataTypeKit.of(Inventory.TYPE, (random, seen) -> Inventory.take(random.nextInt(5))).run();
 * }</pre>
 *
 * <p>A few authors write random histories, each upon what it has heard of the others. Their operations then arrive at
 * nodes in every order that has causes before effects, or in a sample of these when there are many. All must end in the
 * same bytes: also when operations come one by one or together, when states are read back from their bytes in between,
 * when some operations were erased, when a node did not know the type at first, and when commits come twice and before what
 * they are built on. Where a type takes operations out of a state, the rest is what the others make. States that were held on the way must not have changed, and bytes that are no operations must be
 * refused as such. A failure is an {@link AssertionError} that names the seed of its history.
 *
 * @param <S> the type's state
 */
public final class DataTypeKit<S> {
    private static final int SMALL = 5;
    private static final int LARGE = 40;
    private static final int LONG = 700;

    private final DataType<S> type;
    private final Maker<S> maker;
    private final long seed;
    private final int histories;
    private final boolean gate;
    private final int longest;

    /** Makes up operations. */
    @FunctionalInterface
    public interface Maker<S> {
        /** @param seen what the author sees of the property */
        TypedOperation<S> next(Random random, S seen);
    }

    private DataTypeKit(DataType<S> type, Maker<S> maker, long seed, int histories, boolean gate, int longest) {
        this.type = type;
        this.maker = maker;
        this.seed = seed;
        this.histories = histories;
        this.gate = gate;
        this.longest = longest;
    }

    public static <S> DataTypeKit<S> of(DataType<S> type, Maker<S> maker) {
        return new DataTypeKit<>(type, maker, 1, 100, true, LONG);
    }

    /** Other histories. */
    public DataTypeKit<S> withSeed(long changed) {
        return new DataTypeKit<>(type, maker, changed, histories, gate, longest);
    }

    /** More histories, or fewer. */
    public DataTypeKit<S> withHistories(int changed) {
        return new DataTypeKit<>(type, maker, seed, changed, gate, longest);
    }

    /** Another length for the longest history, for types whose operations take long. */
    public DataTypeKit<S> withLongest(int operations) {
        return new DataTypeKit<>(type, maker, seed, histories, gate, operations);
    }

    /** Without nodes whose gate would refuse some of the operations; for what only replication could bring. */
    public DataTypeKit<S> withoutGate() {
        return new DataTypeKit<>(type, maker, seed, histories, false, longest);
    }

    public void run() {
        for (int i = 0; i < histories; i++) {
            small(seed + i);
        }
        for (int i = 0; i < Math.max(1, histories / 5); i++) {
            large(seed + i, LARGE, 8);
        }
        large(seed, longest, 3);
    }

    private void small(long its) {
        Random random = new Random(its);
        Story<S> story = Story.write(type, maker, random, 2 + random.nextInt(SMALL - 1));
        check(story, Orders.all(story), random, "seed " + its);
    }

    private void large(long its, int length, int orders) {
        Random random = new Random(its);
        Story<S> story = Story.write(type, maker, random, length);
        List<List<Told>> sampled = new ArrayList<>();
        sampled.add(story.inIdOrder());
        for (int i = 1; i < orders; i++) {
            sampled.add(Orders.random(story, random));
        }
        check(story, sampled, random, "seed " + its + ", " + length + " operations");
    }

    private void check(Story<S> story, List<List<Told>> orders, Random random, String where) {
        Arrivals<S> arrivals = new Arrivals<>(type, story, where);
        arrivals.inEveryWay(orders, random);
        arrivals.erased(orders, random);
        arrivals.notKnownAtFirst(orders, random);
        Operations.check(type, story, random, where);
        if (type instanceof CommutingType<S> commuting) {
            Operations.checkTakenOut(commuting, story, random, where);
        }
        if (gate) {
            NodeArrivals.check(type, story, random, where);
        }
    }
}
