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
        return new NodeOptions(
                changed,
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

    public NodeOptions withRetry(int firstMillis, int maxMillis) {
        return new NodeOptions(
                credentials,
                firstMillis,
                maxMillis,
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

    public NodeOptions withMeetMillis(int changed) {
        return new NodeOptions(
                credentials,
                firstRetryMillis,
                maxRetryMillis,
                changed,
                silenceMillis,
                outboxCommits,
                outboxBytes,
                keptBytes,
                onConnection,
                onRejection,
                onReminted,
                types);
    }

    public NodeOptions withSilenceMillis(int changed) {
        return new NodeOptions(
                credentials,
                firstRetryMillis,
                maxRetryMillis,
                meetMillis,
                changed,
                outboxCommits,
                outboxBytes,
                keptBytes,
                onConnection,
                onRejection,
                onReminted,
                types);
    }

    public NodeOptions withOutbox(int commits, long bytes) {
        return new NodeOptions(
                credentials,
                firstRetryMillis,
                maxRetryMillis,
                meetMillis,
                silenceMillis,
                commits,
                bytes,
                keptBytes,
                onConnection,
                onRejection,
                onReminted,
                types);
    }

    public NodeOptions withKeptBytes(long changed) {
        return new NodeOptions(
                credentials,
                firstRetryMillis,
                maxRetryMillis,
                meetMillis,
                silenceMillis,
                outboxCommits,
                outboxBytes,
                changed,
                onConnection,
                onRejection,
                onReminted,
                types);
    }

    public NodeOptions withConnectionListener(ConnectionListener changed) {
        return new NodeOptions(
                credentials,
                firstRetryMillis,
                maxRetryMillis,
                meetMillis,
                silenceMillis,
                outboxCommits,
                outboxBytes,
                keptBytes,
                changed,
                onRejection,
                onReminted,
                types);
    }

    public NodeOptions withRejectionListener(RejectionListener changed) {
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
                changed,
                onReminted,
                types);
    }

    /** Has commits that a wrong clock dated made anew. */
    public NodeOptions withRemintListener(RemintListener changed) {
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
                changed,
                types);
    }

    /** With data types of the program's own: {@code DataTypes.builtIn().with(...)}. */
    public NodeOptions withTypes(DataTypes changed) {
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
                changed);
    }
}
