package ankurah.storage.tikv.twin;

import java.util.Random;

/**
 * How often what goes wrong, of a thousand requests.
 *
 * @param lost requests and replies, with an error
 * @param swallowed the same, without one, so that the client waits for its deadline
 * @param disturbed regions cut, joined, or led by another
 * @param stale answers of the placement driver that were true before the last such change
 */
public record Faults(int lost, int swallowed, int busy, int delayed, int repeated, int disturbed, int stale) {
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0);
    public static final Faults SOME = new Faults(40, 4, 15, 20, 30, 60, 300);

    Fate fate(Random random) {
        int drawn = random.nextInt(1_000);
        if ((drawn -= lost) < 0) {
            return random.nextBoolean() ? Fate.REQUEST_LOST : Fate.REPLY_LOST;
        }
        if ((drawn -= swallowed) < 0) {
            return random.nextBoolean() ? Fate.REQUEST_SWALLOWED : Fate.REPLY_SWALLOWED;
        }
        if ((drawn -= busy) < 0) {
            return Fate.BUSY;
        }
        if ((drawn -= delayed) < 0) {
            return Fate.DELAYED;
        }
        if ((drawn -= repeated) < 0) {
            return Fate.REPEATED;
        }
        return drawn - disturbed < 0 ? Fate.DISTURBED : Fate.SERVED;
    }
}
