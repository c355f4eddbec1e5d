package ankurah.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.entity.AllRows;
import ankurah.event.Value;
import ankurah.query.Interval;
import ankurah.query.Query;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

class IntervalTreeTest {
    private record Filed(Interval interval, Feed feed) {}

    private static Feed feed(int number) {
        return new Feed(
                new Selection("thing", Query.ALL.withLimit(number), AllRows.FILTER),
                new Selection.Loaded(Held.none(Held.BY_ID), null, List.of()));
    }

    private static Value value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextInt(20) * 0.5);
            case 2 -> Value.of(new BigDecimal(random.nextInt(10)));
            case 3 -> Value.of("t" + random.nextInt(5));
            default -> Value.of(random.nextInt(10));
        };
    }

    private static @Nullable Interval interval(Random random) {
        if (random.nextInt(3) == 0) {
            return Interval.point(value(random));
        }
        Value lower = random.nextInt(6) == 0 ? null : value(random);
        Value upper = random.nextInt(6) == 0 ? null : value(random);
        boolean lowerInclusive = lower == null || random.nextBoolean();
        boolean upperInclusive = upper == null || random.nextBoolean();
        if (lower != null && upper != null) {
            int order = lower.compareTo(upper);
            if (order > 0 || order == 0 && !(lowerInclusive && upperInclusive)) {
                return null;
            }
        }
        return new Interval(lower, lowerInclusive, upper, upperInclusive);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aValueLeadsToTheIntervalsItLiesIn(@ForAll long seed) {
        Random random = new Random(seed);
        IntervalTree tree = new IntervalTree();
        List<Filed> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Interval interval = interval(random);
            if (interval == null) {
                continue;
            }
            if (random.nextInt(3) > 0 || all.isEmpty()) {
                Filed filed = new Filed(interval, feed(i));
                tree.add(filed.interval, filed.feed);
                all.add(filed);
            } else {
                Filed gone = all.remove(random.nextInt(all.size()));
                tree.remove(gone.interval, gone.feed);
                tree.remove(gone.interval, gone.feed);
            }
            check(tree, all, value(random));
        }
        while (!all.isEmpty()) {
            Filed gone = all.remove(random.nextInt(all.size()));
            tree.remove(gone.interval, gone.feed);
            check(tree, all, value(random));
        }
        assertThat(tree.isEmpty()).isTrue();
    }

    private static void check(IntervalTree tree, List<Filed> all, Value value) {
        List<Feed> found = new ArrayList<>();
        tree.forEachAt(value, found::add);
        List<Feed> expected = new ArrayList<>();
        all.forEach(filed -> {
            if (filed.interval.contains(value)) {
                expected.add(filed.feed);
            }
        });
        assertThat(found).as("at %s", value).containsExactlyInAnyOrderElementsOf(expected);
    }
}
