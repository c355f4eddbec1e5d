package ankurah.fuzz;

import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Principal;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Map;

/**
 * A server that says anything in any order to a client. The client goes on or leaves, never fails inside, and comes back:
 * it says hello again after every server that does not behave.
 */
public final class ClientTarget {
    private static final int MOST_FRAMES = 8;
    /** Then the client is made anew, so that what it holds does not fill the memory. */
    private static final int MOST_TALKS = 1_000;

    static {
        Failures.watch();
    }

    private static Guest guest = new Guest();
    private static int talks;

    private ClientTarget() {}

    /** The client under attack. */
    private static final class Guest {
        final BadServer server = new BadServer();
        final Node node =
                Node.ephemeral(server, NodeOptions.defaults().withRetry(1, 1).withMeetMillis(50));
        final LiveQuery live = node.context(Principal.ANONYMOUS).live("thing", "n > 0 ORDER BY n LIMIT 3");

        /** Something that waits for the server's word, if the server has been met. */
        void write() {
            if (node.syncStatus().peek().pendingCommits() < 3) {
                try {
                    node.context(Principal.ANONYMOUS).run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
                } catch (AnkurahException refused) {
                    Target.requireCode(refused);
                }
            }
        }

        void leave() {
            live.close();
            node.close();
        }
    }

    public static void fuzzerTestOneInput(FuzzedDataProvider data) throws InterruptedException {
        if (++talks % MOST_TALKS == 0) {
            guest.leave();
            guest = new Guest();
        }
        BadServer.Talk talk = guest.server.next();
        if (data.consumeBoolean()) {
            talk.say(Script.welcome());
        }
        for (int i = 0; i < MOST_FRAMES && data.remainingBytes() > 0 && !talk.isOver(); i++) {
            talk.say(data.consumeBoolean() ? data.consumeBytes(data.consumeInt(0, 400)) : Script.ofServer(data));
            if (i == 2 && talks % 16 == 1) {
                guest.write();
            }
        }
        talk.cut();
        Failures.require();
    }
}
