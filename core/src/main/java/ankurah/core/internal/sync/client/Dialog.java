package ankurah.core.internal.sync.client;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Scheduler;
import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.internal.sync.wire.Protocol;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.event.AnkurahException;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection of a client: frames to messages, messages to the replica, and why it ended. */
final class Dialog implements ConnectionHandler {
    private static final System.Logger LOG = System.getLogger("ankurah.core.sync");
    private static final int FRAME_BYTES = 1 << 20;
    private static final int MESSAGE_BYTES = 64 << 20;
    private static final int BUFFER_BYTES = 256 << 10;

    private final EphemeralBackend backend;
    private final Link link;
    private final Scheduler scheduler;
    private final Chunks chunks = new Chunks(FRAME_BYTES, MESSAGE_BYTES);
    private volatile @Nullable Connection connection;
    /** The largest frame the server takes. */
    private volatile int frameBytes = FRAME_BYTES;

    private volatile boolean greeted;
    private volatile boolean met;
    private volatile boolean ended;
    private volatile @Nullable AnkurahException reason;
    private volatile long lastHeardMillis;
    private long lastPingMillis;
    private volatile long helloMillis;

    final Scheduler.Condition welcomed = () -> met || ended;

    Dialog(EphemeralBackend backend, Link link) {
        this.backend = backend;
        this.link = link;
        this.scheduler = backend.platform().scheduler();
        this.lastHeardMillis = scheduler.nowMillis();
    }

    /** A server may have spoken, and been found out, before its connection is in hand. */
    void open(Connection opened) {
        connection = opened;
        if (ended) {
            opened.close(SyncErrors.closeCode(WireError.of(reason())), "");
        }
    }

    void hello(@Nullable String credential) {
        helloMillis = scheduler.nowMillis();
        greeted = true;
        send(new Message.Hello(
                Protocol.VERSION, backend.platform().time().millis(), credential, backend.knownSystem()));
    }

    boolean hasRoom() {
        return connection().bufferedBytes() < BUFFER_BYTES;
    }

    void send(Message message) {
        for (byte[] frame : Chunks.split(MessageWriter.encode(message), frameBytes)) {
            connection().send(frame);
        }
    }

    boolean hasEnded() {
        return ended;
    }

    AnkurahException reason() {
        AnkurahException why = reason;
        return why != null ? why : new AnkurahException.Unavailable(SyncErrors.CLOSED, "the connection was closed");
    }

    void keepAlive(int silenceMillis) {
        long now = scheduler.nowMillis();
        if (now - lastHeardMillis >= silenceMillis) {
            fail(new AnkurahException.Unavailable(
                    SyncErrors.SILENT, "nothing was heard of the server for " + silenceMillis + " ms"));
        } else if (now - Math.max(lastHeardMillis, lastPingMillis) >= silenceMillis / 3 && hasRoom()) {
            lastPingMillis = now;
            send(new Message.Ping(now));
        }
    }

    @Override
    public void onFrame(byte[] frame) {
        lastHeardMillis = scheduler.nowMillis();
        if (ended) {
            return;
        }
        try {
            byte[] message = chunks.accept(frame);
            if (message.length > 0) {
                take(MessageReader.decode(message, backend.platform().sha256()));
            }
        } catch (AnkurahException e) {
            if (!e.retryable()) {
                backend.replica().distrust();
            }
            fail(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a message of the server could not be applied", e);
            backend.replica().distrust();
            fail(new AnkurahException.Fault(SyncErrors.INTERNAL, "a message could not be applied: " + e, e));
        }
    }

    private void take(Message message) {
        if (!greeted && !(message instanceof Message.Failure)) {
            throw unexpected(message);
        }
        switch (message) {
            case Message.Ping ping -> {
                if (hasRoom()) {
                    send(new Message.Pong(ping.token()));
                }
            }
            case Message.Pong pong -> {
                // It was heard, which is all it is for.
            }
            case Message.Failure failure -> end(failure.error().toException());
            case Message.Welcome welcome -> {
                frameBytes = ServerLimits.of(welcome.limits()).frameBytes();
                backend.onWelcome(this, welcome, helloMillis);
                met = true;
                scheduler.signal(welcomed);
            }
            default -> {
                if (!met) {
                    throw unexpected(message);
                }
                deliver(message);
            }
        }
    }

    private void deliver(Message message) {
        Replica replica = backend.replica();
        switch (message) {
            case Message.Page m -> replica.onPage(this, m);
            case Message.Ready m -> replica.onReady(this, m);
            case Message.Changes m -> replica.onChanges(this, m);
            case Message.Unsubscribed m -> replica.onUnsubscribed(this, m);
            case Message.SubscriptionFailed m -> replica.onSubscriptionFailed(this, m);
            case Message.Committed m -> replica.onCommitted(this, m);
            case Message.Rejected m -> replica.onRejected(this, m);
            case Message.Standing m -> backend.onStanding(this, m);
            case Message.Presence m -> backend.presences().onPresence(m);
            case Message.PresenceFailed m -> backend.presences().onFailed(m);
            case Message.Answer m -> backend.requests().onAnswer(m);
            case Message.RequestFailed m -> backend.requests().onFailed(m);
            case Message.DeclarationFailed m ->
                backend.declarations()
                        .refuse(m.collection(), m.model(), m.error().toException());
            default -> throw unexpected(message);
        }
    }

    private static AnkurahException unexpected(Message message) {
        return new AnkurahException.Invalid(
                SyncErrors.UNEXPECTED_MESSAGE,
                "a server does not send " + message.getClass().getSimpleName() + " here");
    }

    @Override
    public void onViolation(AnkurahException error) {
        fail(error);
    }

    @Override
    public void onWritable() {
        link.wake();
    }

    @Override
    public void onClose(int code, String why) {
        end(new AnkurahException.Unavailable(
                SyncErrors.CLOSED, "the connection was closed with code " + code + (why.isEmpty() ? "" : ": " + why)));
    }

    /** Tells the server what is wrong with it, and hangs up. */
    void fail(AnkurahException error) {
        boolean first = !ended;
        end(error);
        Connection open = connection;
        if (first && open != null) {
            WireError wire = WireError.of(error);
            send(new Message.Failure(wire));
            open.close(SyncErrors.closeCode(wire), wire.code());
        }
    }

    void close(int code, String why) {
        Connection open = connection;
        end(new AnkurahException.Unavailable(SyncErrors.CLOSED, "the node was closed"));
        if (open != null) {
            open.close(code, why);
        }
    }

    private void end(AnkurahException why) {
        if (reason == null) {
            reason = why;
        }
        ended = true;
        scheduler.signal(welcomed);
        link.wake();
    }

    private Connection connection() {
        return Objects.requireNonNull(connection, "the connection is not open yet");
    }
}
