package ankurah.core.sync;

import ankurah.event.AnkurahException;
import java.util.Map;

/**
 * What one client may take from a server; docs/protocol.md has the codes a client that takes more is turned away with.
 *
 * @param frameBytes the largest frame, either way
 * @param messageBytes the largest message put together from chunks; at least 17 MiB, so that every commit fits in one
 * @param queryTextBytes the longest text of a query
 * @param subscriptions open subscriptions of a connection
 * @param requests unanswered one-shot requests of a connection
 * @param connections open connections of the server
 * @param handshakeMillis how long a client may take to say hello
 * @param silenceMillis how long a connection may be silent; a ping goes out after a third of it
 * @param bufferBytes what may wait for the network before the session holds back
 * @param backlogBytes the changes kept for a client that reads too slowly; beyond that they are dropped and the rows are
 *     compared once it reads again
 * @param pageBytes about how large one message of an answer gets
 * @param tailCommits how many commits a returning client may have missed before it gets a snapshot
 * @param lingerMillis how long the results of a client whose connection broke are kept current, so that it finds them when it
 *     comes back; 0 for not at all. At most 1,000 results with a million rows, of all clients
 */
public record SyncLimits(
        int frameBytes,
        int messageBytes,
        int queryTextBytes,
        int subscriptions,
        int requests,
        int connections,
        int handshakeMillis,
        int silenceMillis,
        int bufferBytes,
        int backlogBytes,
        int pageBytes,
        int tailCommits,
        int lingerMillis) {
    private static final int LEAST_FRAME_BYTES = 1 << 10;
    private static final int LEAST_MESSAGE_BYTES = 17 << 20;

    public SyncLimits {
        requirePositive(Map.of(
                "queryTextBytes", queryTextBytes,
                "subscriptions", subscriptions,
                "requests", requests,
                "connections", connections,
                "handshakeMillis", handshakeMillis,
                "silenceMillis", silenceMillis,
                "bufferBytes", bufferBytes,
                "backlogBytes", backlogBytes,
                "pageBytes", pageBytes));
        if (frameBytes < LEAST_FRAME_BYTES || messageBytes < Math.max(LEAST_MESSAGE_BYTES, frameBytes)) {
            throw new AnkurahException.Invalid(
                    "sync.limits",
                    "a frame has at least " + LEAST_FRAME_BYTES + " bytes, and a message at least "
                            + LEAST_MESSAGE_BYTES + " and as many as a frame");
        }
        if (tailCommits < 0 || lingerMillis < 0) {
            throw new AnkurahException.Invalid("sync.limits", "the limits tailCommits and lingerMillis are at least 0");
        }
    }

    public static SyncLimits defaults() {
        return new SyncLimits(
                1 << 20,
                LEAST_MESSAGE_BYTES,
                64 << 10,
                1_000,
                256,
                10_000,
                10_000,
                60_000,
                256 << 10,
                1 << 20,
                128 << 10,
                100_000,
                60_000);
    }

    public SyncLimits withFrameBytes(int changed) {
        Draft draft = new Draft(this);
        draft.frameBytes = changed;
        return draft.limits();
    }

    public SyncLimits withSubscriptions(int changed) {
        Draft draft = new Draft(this);
        draft.subscriptions = changed;
        return draft.limits();
    }

    public SyncLimits withConnections(int changed) {
        Draft draft = new Draft(this);
        draft.connections = changed;
        return draft.limits();
    }

    public SyncLimits withHandshakeMillis(int changed) {
        Draft draft = new Draft(this);
        draft.handshakeMillis = changed;
        return draft.limits();
    }

    public SyncLimits withSilenceMillis(int changed) {
        Draft draft = new Draft(this);
        draft.silenceMillis = changed;
        return draft.limits();
    }

    /** What the network may hold up, and what is kept of changes meanwhile. */
    public SyncLimits withBuffers(int network, int backlog) {
        Draft draft = new Draft(this);
        draft.bufferBytes = network;
        draft.backlogBytes = backlog;
        return draft.limits();
    }

    public SyncLimits withPageBytes(int changed) {
        Draft draft = new Draft(this);
        draft.pageBytes = changed;
        return draft.limits();
    }

    public SyncLimits withTailCommits(int changed) {
        Draft draft = new Draft(this);
        draft.tailCommits = changed;
        return draft.limits();
    }

    public SyncLimits withLingerMillis(int changed) {
        Draft draft = new Draft(this);
        draft.lingerMillis = changed;
        return draft.limits();
    }

    private static void requirePositive(Map<String, Integer> limits) {
        limits.forEach((name, limit) -> {
            if (limit < 1) {
                throw new AnkurahException.Invalid("sync.limits", "the limit " + name + " is at least 1, not " + limit);
            }
        });
    }

    /** All of them, to change one. */
    private static final class Draft {
        int frameBytes;
        int messageBytes;
        int queryTextBytes;
        int subscriptions;
        int requests;
        int connections;
        int handshakeMillis;
        int silenceMillis;
        int bufferBytes;
        int backlogBytes;
        int pageBytes;
        int tailCommits;
        int lingerMillis;

        Draft(SyncLimits from) {
            frameBytes = from.frameBytes;
            messageBytes = from.messageBytes;
            queryTextBytes = from.queryTextBytes;
            subscriptions = from.subscriptions;
            requests = from.requests;
            connections = from.connections;
            handshakeMillis = from.handshakeMillis;
            silenceMillis = from.silenceMillis;
            bufferBytes = from.bufferBytes;
            backlogBytes = from.backlogBytes;
            pageBytes = from.pageBytes;
            tailCommits = from.tailCommits;
            lingerMillis = from.lingerMillis;
        }

        SyncLimits limits() {
            return new SyncLimits(
                    frameBytes,
                    messageBytes,
                    queryTextBytes,
                    subscriptions,
                    requests,
                    connections,
                    handshakeMillis,
                    silenceMillis,
                    bufferBytes,
                    backlogBytes,
                    pageBytes,
                    tailCommits,
                    lingerMillis);
        }
    }
}
