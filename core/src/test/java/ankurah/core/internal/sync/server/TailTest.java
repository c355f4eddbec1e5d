package ankurah.core.internal.sync.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final int COMMITS = 40_000;

    private static Commit small() {
        Event event = Event.seal(
                new SystemId(1, 2),
                "thing",
                null,
                Clock.EMPTY,
                TransactionId.random(byte[]::new),
                "",
                1,
                new Payload(new byte[Payload.SALT_BYTES], List.of(Operation.write("n", Value.of(1L)))),
                Sha256.jdk());
        return Commit.of(List.of(event), Sha256.jdk());
    }

    /** Small commits are mostly objects: a tail that counted their bytes alone grew for hours, to several times its bound. */
    @Test
    void ofSmallCommitsAsManyAreKeptAsTheHeapHasRoomForAndTheNewestOnes() {
        Tail tail = new Tail();
        Commit commit = small();
        for (int number = 1; number <= COMMITS; number++) {
            tail.add(number, commit);
        }
        int kept = Tail.MAX_BYTES / (commit.size() + Tail.EVENT_COST);
        assertThat(kept).isBetween(10_000, COMMITS / 2);
        assertThat(tail.events(COMMITS - kept, COMMITS, Set.of())).isNotNull();
        assertThat(tail.events(COMMITS - kept - 1, COMMITS, Set.of())).isNull();
    }
}
