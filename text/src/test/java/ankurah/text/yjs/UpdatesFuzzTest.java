package ankurah.text.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.text.Updates;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be done with updates alone gives the bytes that Yjs gives. */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // ten times the cases when deep
class UpdatesFuzzTest extends WithYjs {
    private static final int HISTORIES = 100;
    private static final int CASES = 20;

    @Test
    void mergingDiffingAndCountingGiveTheBytesOfYjs() {
        Seeds.each("updates", HISTORIES, seed -> {
            Random random = new Random(seed);
            History history = History.of(yjs, random, 20);
            for (int i = 0; i < CASES; i++) {
                check(random, history);
            }
        });
    }

    private static void check(Random random, History history) {
        List<byte[]> some = history.some(5);
        byte[] merged = Updates.merge(some);
        Site.same(merged, yjs.merge(some), "merged");

        List<byte[]> mergedAgain = List.of(history.any(), merged, history.any());
        Site.same(Updates.merge(mergedAgain), yjs.merge(mergedAgain), "merged again");

        assertThat(Updates.stateVectorOf(merged))
                .as("state vector of an update")
                .isEqualTo(yjs.stateVectorOf(merged));

        byte[] known = random.nextInt(3) == 0
                ? Updates.stateVectorOf(history.any())
                : anywhere(random, Updates.readStateVector(Updates.stateVectorOf(merged)));
        Site.same(Updates.diff(merged, known), yjs.diff(merged, known), "difference");

        byte[] v2 = yjs.v2Of(merged);
        Site.same(Updates.fromV2(v2), yjs.v1Of(v2), "version 1 of version 2");
    }

    /** A state vector that ends anywhere, in the middle of words and of surrogate pairs too. */
    private static byte[] anywhere(Random random, Map<Long, Integer> clocks) {
        Wire.Writer vector = new Wire.Writer().number(clocks.size());
        clocks.forEach((client, clock) -> vector.number(client).number(1 + random.nextInt(clock + 1)));
        return vector.take();
    }

    @Test
    void whatIsInsideAnUpdateIsWhatADocumentHoldsThen() {
        Seeds.each("inspect", HISTORIES, seed -> {
            Random random = new Random(seed);
            History history = History.of(yjs, random, 20);
            byte[] all = Updates.merge(history.updates());
            byte[] vector = Updates.stateVectorOf(all);
            Map<Long, Integer> clocks = Updates.readStateVector(vector);
            Updates.inspect(all)
                    .structs()
                    .forEach(range -> assertThat(clocks).containsEntry(range.client(), range.end()));
        });
    }
}
