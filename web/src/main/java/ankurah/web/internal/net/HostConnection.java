package ankurah.web.internal.net;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Scheduler;
import ankurah.event.AnkurahException;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * One socket. The host's calls come whenever they like and may not wait, so what arrives is queued and a coroutine hands it
 * on. A browser cannot be told to read no further; the queue's bound ends the connection instead, which then begins anew.
 */
final class HostConnection implements Connection, HostSockets.Events {
    private static final long MOST_QUEUED = 64L << 20;
    private static final String TOO_SLOW = "web.too_slow";
    private static final int NORMAL = 1000;
    private static final int POLICY = 1008;

    private final ConnectionHandler handler;
    private final Scheduler scheduler;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long queuedBytes;
    private @Nullable AnkurahException violation;
    private @Nullable String subprotocol;
    private @Nullable Closed closed;
    private boolean handing;
    private boolean begun;
    private boolean ended;
    private boolean told;

    HostSockets.@Nullable Socket socket;
    final Scheduler.Condition decided = () -> subprotocol != null || closed != null;

    private record Closed(int code, String reason) {}

    HostConnection(ConnectionHandler handler, Scheduler scheduler) {
        this.handler = handler;
        this.scheduler = scheduler;
    }

    /** Why it cannot be used; null if it can. */
    @Nullable
    String failure() {
        if (closed != null) {
            return closed.reason().isEmpty() ? "it was closed with code " + closed.code() : closed.reason();
        }
        return HostConnector.SUBPROTOCOL.equals(subprotocol) ? null : "it does not speak " + HostConnector.SUBPROTOCOL;
    }

    /** The handler hears nothing of it, now or later. */
    void abandon() {
        ended = true;
        close(NORMAL, "");
    }

    void begin() {
        begun = true;
        handOn();
    }

    private HostSockets.Socket open() {
        return Objects.requireNonNull(socket);
    }

    @Override
    public void send(byte[] frame) {
        if (closed == null) {
            open().send(Int8Array.copyFromJavaArray(frame));
        }
    }

    @Override
    public void close(int code, String reason) {
        if (closed == null) {
            open().close(code, reason);
        }
    }

    @Override
    public long bufferedBytes() {
        return closed == null ? (long) open().buffered() : 0;
    }

    @Override
    public void opened(String agreed) {
        subprotocol = agreed;
        scheduler.signal(decided);
    }

    @Override
    public void frame(Int8Array data) {
        if (violation != null) {
            return;
        }
        byte[] frame = data.copyToJavaArray();
        queuedBytes += frame.length;
        if (queuedBytes > MOST_QUEUED) {
            violated(TOO_SLOW, "the server sends more than this page takes in");
            return;
        }
        queue.add(frame);
        handOn();
    }

    @Override
    public void violated(String code, String message) {
        if (violation == null) {
            violation = code.equals(TOO_SLOW)
                    ? new AnkurahException.Unavailable(code, message)
                    : new AnkurahException.Invalid(code, message);
            handOn();
        }
    }

    @Override
    public void writable() {
        if (begun && !ended) {
            handler.onWritable();
        }
    }

    @Override
    public void closed(int code, String reason) {
        if (closed == null) {
            closed = new Closed(code, reason);
            scheduler.signal(decided);
            handOn();
        }
    }

    private void handOn() {
        if (begun && !handing && !ended) {
            handing = true;
            scheduler.start("receive", this::handAll);
        }
    }

    private void handAll() {
        try {
            for (byte[] frame = queue.poll(); frame != null && !ended; frame = queue.poll()) {
                queuedBytes -= frame.length;
                handler.onFrame(frame);
            }
            tellEnd();
        } finally {
            handing = false;
        }
        if (!queue.isEmpty()) {
            handOn();
        }
    }

    private void tellEnd() {
        if (ended) {
            return;
        }
        if (violation != null && closed == null && !told) {
            told = true;
            handler.onViolation(violation);
            close(POLICY, violation.code());
        }
        if (closed != null) {
            ended = true;
            handler.onClose(closed.code(), closed.reason());
        }
    }
}
