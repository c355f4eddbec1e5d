package ankurah.core;

import ankurah.event.RandomSource;
import ankurah.event.Sha256;
import ankurah.event.TimeSource;

/**
 * What a node takes from outside, which is all that makes one run differ from another.
 *
 * @param time the wall clock
 * @param random strong random bytes; called by any thread
 * @param scheduler waiting and running
 * @param sha256 the hash
 * @param dispatcher where listeners run
 */
public record Platform(
        TimeSource time, RandomSource random, Scheduler scheduler, Sha256 sha256, Dispatcher dispatcher) {

    public Platform withDispatcher(Dispatcher other) {
        return new Platform(time, random, scheduler, sha256, other);
    }

    public Platform withTime(TimeSource other) {
        return new Platform(other, random, scheduler, sha256, dispatcher);
    }

    public Platform withRandom(RandomSource other) {
        return new Platform(time, other, scheduler, sha256, dispatcher);
    }

    public Platform withScheduler(Scheduler other) {
        return new Platform(time, random, other, sha256, dispatcher);
    }
}
