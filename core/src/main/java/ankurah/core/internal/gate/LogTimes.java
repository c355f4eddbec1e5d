package ankurah.core.internal.gate;

import ankurah.event.HybridTime;
import ankurah.storage.LoggedCommit;
import ankurah.storage.StorageSnapshot;
import java.util.Arrays;
import java.util.List;

/**
 * Where the log stood at an instant. The log has no times of its own, but the ids in it do, and a node stamps after all it
 * admitted; so the greatest time of an event among the first n commits is when the log had come to n, as exactly as clocks
 * are. It never goes back, however late a commit comes.
 *
 * <p>The log is walked once, when somebody first asks; of every 1,024 commits one number is kept.
 */
final class LogTimes {
    private static final int EVERY = 1_024;

    /** The greatest time among the first {@code (i + 1) * EVERY} commits. */
    private volatile long[] marks = {};

    /** The number of the last commit before which, and with which, nothing is dated after the instant. */
    long numberAt(StorageSnapshot snapshot, long epochMillis) {
        long last = epochMillis < 0 ? -1 : HybridTime.ofMillis(epochMillis) + 0xffff;
        long[] known = marked(snapshot);
        int place = 0;
        while (place < known.length && known[place] <= last) {
            place++;
        }
        long number = (long) place * EVERY;
        for (LoggedCommit commit : snapshot.log(number, EVERY)) {
            if (time(commit) > last) {
                return number;
            }
            number = commit.number();
        }
        return number;
    }

    private long[] marked(StorageSnapshot snapshot) {
        long[] known = marks;
        while (snapshot.position().number() >= (long) (known.length + 1) * EVERY) {
            List<LoggedCommit> next = snapshot.log((long) known.length * EVERY, EVERY);
            long greatest = known.length == 0 ? 0 : known[known.length - 1];
            for (LoggedCommit commit : next) {
                greatest = Math.max(greatest, time(commit));
            }
            known = Arrays.copyOf(known, known.length + 1);
            known[known.length - 1] = greatest;
        }
        if (known.length > marks.length) {
            marks = known;
        }
        return known;
    }

    private static long time(LoggedCommit commit) {
        return commit.events().getLast().event().time();
    }
}
