package ankurah.core.testkit;

import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.CommutingType;
import ankurah.core.type.DataType;
import ankurah.event.AnkurahException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that are no operations are refused as such, and what is not refused can be folded. */
final class Operations {
    private static final int MUTATIONS = 20;
    /** A mutated operation may make the fold begin again with each that follows. */
    private static final int LONGEST_MUTATED = 100;

    private Operations() {}

    static <S> void check(DataType<S> type, Story<S> story, Random random, String where) {
        int left = story.told.size() <= LONGEST_MUTATED ? MUTATIONS : 0;
        for (Told event : story.inIdOrder()) {
            byte[] longer = Arrays.copyOf(event.body(), event.body().length + 1);
            if (passes(type, longer, where)) {
                throw new AssertionError(where + ": " + type + " takes an operation with a byte behind it");
            }
            if (left-- > 0) {
                byte[] mutated = mutated(event.body(), random);
                if (passes(type, mutated, where)) {
                    fold(type, story, event, mutated, where);
                }
            }
        }
    }

    /** Where a type takes operations out of a state, what is left is what the others make. */
    static <S> void checkTakenOut(CommutingType<S> type, Story<S> story, Random random, String where) {
        List<Told> order = story.inIdOrder();
        int kept = random.nextInt(order.size() + 1);
        S others = folded(type, type.initial(), order.subList(0, kept));
        List<Told> taken = order.subList(kept, order.size());
        S left = type.without(
                folded(type, others, taken), taken.stream().map(Told::body).toList());
        if (left != null
                && !(Arrays.equals(type.encode(left), type.encode(others))
                        && type.value(left).equals(type.value(others)))) {
            throw new AssertionError(where + ": " + type + " without " + taken.size() + " of " + order.size()
                    + " operations is not what the others make");
        }
    }

    private static <S> S folded(CommutingType<S> type, S before, List<Told> operations) {
        S state = before;
        for (Told event : operations) {
            state = type.apply(state, event.id(), event.body());
        }
        return state;
    }

    private static byte[] mutated(byte[] body, Random random) {
        byte[] mutated = Arrays.copyOf(body, random.nextInt(4) == 0 ? random.nextInt(body.length + 1) : body.length);
        if (mutated.length > 0) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return mutated;
    }

    private static boolean passes(DataType<?> type, byte[] body, String where) {
        try {
            type.check(body);
            return true;
        } catch (AnkurahException e) {
            if (e.category() == AnkurahException.Category.INVALID) {
                return false;
            }
            throw new AssertionError(where + ": " + type + " refuses bytes, and not as invalid", e);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(where + ": " + type + " stumbles over bytes instead of refusing them", e);
        }
    }

    private static <S> void fold(DataType<S> type, Story<S> story, Told last, byte[] body, String where) {
        Bench bench = new Bench(new Fold(new Properties(story.types())), story);
        try {
            for (Told event : story.inIdOrder()) {
                bench.take(event, event == last ? body : event.body());
            }
            byte[] unused = bench.state().encode();
        } catch (RuntimeException e) {
            throw new AssertionError(
                    where + ": " + type + " checks " + Arrays.toString(body) + " and then cannot fold it", e);
        }
    }
}
