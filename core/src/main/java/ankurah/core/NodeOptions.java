package ankurah.core;

import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

/**
 * What an ephemeral node does with its connection.
 *
 * @param credentials what it shows its server
 * @param firstRetryMillis how long it waits at most before the first attempt to reconnect; the bound doubles with each
 *     failure, and the wait is a random part of it
 * @param maxRetryMillis what the bound grows to
 * @param meetMillis how long a first write or read waits for the server when the node has not met its system yet, and how
 *     long a handshake may take
 * @param silenceMillis how long the server may be silent before the connection counts as lost
 * @param outboxCommits how many commits may wait for the server's word
 * @param outboxBytes how many bytes of commits may wait for the server's word
 * @param keptBytes how many bytes of rows that nothing reads any more are kept, for when nobody can be asked; those read
 *     longest ago go first
 * @param onConnection hears of the connection
 * @param onRejection hears of commits that the server refused
 * @param onReminted hears of commits that were made anew because this machine's clock was wrong; null to have them refused
 *     instead, since whoever does not hear of new ids would go on with old ones
 * @param types the data types it knows
 */
public record NodeOptions(
        Credentials credentials,
        int firstRetryMillis,
        int maxRetryMillis,
        int meetMillis,
        int silenceMillis,
        int outboxCommits,
        long outboxBytes,
        long keptBytes,
        ConnectionListener onConnection,
        RejectionListener onRejection,
        @Nullable RemintListener onReminted,
        DataTypes types) {

    /** Where the credential comes from; asked at each attempt to connect, may suspend. */
    @FunctionalInterface
    public interface Credentials {
        /** Null to come without one. */
        @Nullable
        String credential();
    }

    public NodeOptions {
        if (firstRetryMillis < 1 || maxRetryMillis < firstRetryMillis || meetMillis < 1 || silenceMillis < 10) {
            throw new AnkurahException.Invalid(
                    "sync.options", "the times of a node's options are positive, and the first retry the shortest");
        }
        if (keptBytes < 0) {
            throw new AnkurahException.Invalid("sync.options", "the room for rows that are kept is not negative");
        }
        if (outboxCommits < 1 || outboxBytes < 1) {
            throw new AnkurahException.Invalid("sync.options", "an outbox holds at least one commit");
        }
    }

    /** No credential; retries from 0.2 to 30 s. */
    public static NodeOptions defaults() {
        return new NodeOptions(
                () -> null,
                200,
                30_000,
                10_000,
                60_000,
                10_000,
                64L << 20,
                64L << 20,
                status -> {},
                rejection -> {},
                null,
                DataTypes.builtIn());
    }

    public NodeOptions withCredentials(Credentials changed) {
        Draft draft = new Draft(this);
        draft.credentials = changed;
        return draft.options();
    }

    public NodeOptions withRetry(int firstMillis, int maxMillis) {
        Draft draft = new Draft(this);
        draft.firstRetryMillis = firstMillis;
        draft.maxRetryMillis = maxMillis;
        return draft.options();
    }

    public NodeOptions withMeetMillis(int changed) {
        Draft draft = new Draft(this);
        draft.meetMillis = changed;
        return draft.options();
    }

    public NodeOptions withSilenceMillis(int changed) {
        Draft draft = new Draft(this);
        draft.silenceMillis = changed;
        return draft.options();
    }

    public NodeOptions withOutbox(int commits, long bytes) {
        Draft draft = new Draft(this);
        draft.outboxCommits = commits;
        draft.outboxBytes = bytes;
        return draft.options();
    }

    public NodeOptions withKeptBytes(long changed) {
        Draft draft = new Draft(this);
        draft.keptBytes = changed;
        return draft.options();
    }

    public NodeOptions withConnectionListener(ConnectionListener changed) {
        Draft draft = new Draft(this);
        draft.onConnection = changed;
        return draft.options();
    }

    public NodeOptions withRejectionListener(RejectionListener changed) {
        Draft draft = new Draft(this);
        draft.onRejection = changed;
        return draft.options();
    }

    /** Has commits that a wrong clock dated made anew. */
    public NodeOptions withRemintListener(RemintListener changed) {
        Draft draft = new Draft(this);
        draft.onReminted = changed;
        return draft.options();
    }

    /** With data types of the program's own: {@code DataTypes.builtIn().with(...)}. */
    public NodeOptions withTypes(DataTypes changed) {
        Draft draft = new Draft(this);
        draft.types = changed;
        return draft.options();
    }

    /** All of them, to change one. */
    private static final class Draft {
        Credentials credentials;
        int firstRetryMillis;
        int maxRetryMillis;
        int meetMillis;
        int silenceMillis;
        int outboxCommits;
        long outboxBytes;
        long keptBytes;
        ConnectionListener onConnection;
        RejectionListener onRejection;

        @Nullable
        RemintListener onReminted;

        DataTypes types;

        Draft(NodeOptions from) {
            credentials = from.credentials;
            firstRetryMillis = from.firstRetryMillis;
            maxRetryMillis = from.maxRetryMillis;
            meetMillis = from.meetMillis;
            silenceMillis = from.silenceMillis;
            outboxCommits = from.outboxCommits;
            outboxBytes = from.outboxBytes;
            keptBytes = from.keptBytes;
            onConnection = from.onConnection;
            onRejection = from.onRejection;
            onReminted = from.onReminted;
            types = from.types;
        }

        NodeOptions options() {
            return new NodeOptions(
                    credentials,
                    firstRetryMillis,
                    maxRetryMillis,
                    meetMillis,
                    silenceMillis,
                    outboxCommits,
                    outboxBytes,
                    keptBytes,
                    onConnection,
                    onRejection,
                    onReminted,
                    types);
        }
    }
}
