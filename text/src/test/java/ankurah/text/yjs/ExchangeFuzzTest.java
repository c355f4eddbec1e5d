package ankurah.text.yjs;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two to ten participants, each with a document of ours and one of Yjs, that hear of each other late, twice or never. */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // ten times the cases when deep
class ExchangeFuzzTest extends WithYjs {
    @Test
    void bothSidesAreAlikeAfterEveryExchange() {
        Seeds.each("exchange", 1_000, seed -> new Gossip(yjs, seed, false, 300).run(24, 1));
    }

    @Test
    void bothSidesAreAlikeInLongTexts() {
        Seeds.each("exchange of long texts", 3, seed -> new Gossip(yjs, seed, false, 10_000).run(100, 20));
    }

    @Test
    void bothSidesAreAlikeWhereManyWriteAtOnePlace() {
        Seeds.each("exchange in a crowd", 60, seed -> new Gossip(yjs, seed, false, 12).run(120, 10));
    }

    @Test
    void undoingOnEitherSideConverges() {
        Seeds.each("undo", 400, seed -> new Gossip(yjs, seed, true, 300).run(24, 1));
    }
}
