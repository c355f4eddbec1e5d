package ankurah.server.internal;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.event.AnkurahException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of Jetty. A frame may come in several parts, which are counted as they come; the next part is asked for
 * only when the handler has returned. Jetty itself refuses a part that announces more than a frame may have, before it
 * reads it, and closes with code 1009.
 */
public final class WebSocketPeer implements Connection, Session.Listener {
    private static final int ABNORMAL = 1006;
    private static final int REASON_BYTES = 123;
    private static final long CLOSE_GRACE_MILLIS = 2_000;

    private final Function<Connection, ConnectionHandler> acceptor;
    private final int frameBytes;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final AtomicLong buffered = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Session session;
    private volatile @Nullable ConnectionHandler handler;
    private @Nullable Closing closing;
    private boolean sending;
    private boolean refused;

    private record Closing(int code, String reason) {}

    public WebSocketPeer(Function<Connection, ConnectionHandler> acceptor, int frameBytes) {
        this.acceptor = acceptor;
        this.frameBytes = frameBytes;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        ConnectionHandler accepted = acceptor.apply(this);
        handler = accepted;
        // It may have sent something already, and have been told of no room since.
        accepted.onWritable();
        opened.demand();
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer data, boolean last, Callback callback) {
        if (refused) {
            callback.succeed();
            return;
        }
        if (data.remaining() > frameBytes - parts.size()) {
            callback.succeed();
            violated(
                    "sync.frame_too_large",
                    "a frame has at most " + frameBytes + " bytes; send larger messages in chunks");
            return;
        }
        byte[] part = new byte[data.remaining()];
        data.get(part);
        callback.succeed();
        parts.writeBytes(part);
        if (last) {
            byte[] frame = parts.toByteArray();
            parts.reset();
            handler().onFrame(frame);
        }
        session().demand();
    }

    @Override
    public void onWebSocketPartialText(String payload, boolean last) {
        violated("sync.text_frame", "frames are binary; the client sent text");
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        byte[] answer = new byte[payload.remaining()];
        payload.get(answer);
        // Who asks and does not read is asked no more: else the answers would pile up.
        session()
                .sendPong(
                        ByteBuffer.wrap(answer), Callback.from(() -> session().demand(), failed -> disconnectLater()));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        session().demand();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        finished(ABNORMAL, cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        finished(code, reason == null ? "" : reason);
        callback.succeed();
    }

    @Override
    public void send(byte[] frame) {
        synchronized (queue) {
            if (closed.get() || closing != null) {
                return;
            }
            buffered.addAndGet(frame.length);
            queue.add(frame);
            if (sending) {
                return;
            }
            sending = true;
        }
        sendNext();
    }

    @Override
    public void close(int code, String reason) {
        synchronized (queue) {
            if (closed.get() || closing != null) {
                return;
            }
            closing = new Closing(code, reason);
        }
        disconnectLater();
        synchronized (queue) {
            if (sending) {
                return;
            }
            sending = true;
        }
        sendNext();
    }

    @Override
    public long bufferedBytes() {
        return buffered.get();
    }

    private void violated(String code, String message) {
        refused = true;
        handler().onViolation(new AnkurahException.Invalid(code, message));
    }

    /** Takes the next frame; a send that completes at once goes on in the same loop rather than deeper in the stack. */
    private void sendNext() {
        while (true) {
            byte @Nullable [] frame;
            Closing close;
            synchronized (queue) {
                frame = queue.poll();
                close = closing;
                sending = frame != null || close != null;
            }
            if (frame == null) {
                if (close == null) {
                    tellWritable();
                } else {
                    session().close(close.code(), shortened(close.reason()), Callback.NOOP);
                }
                return;
            }
            Sending step = new Sending(frame.length);
            session().sendBinary(ByteBuffer.wrap(frame), step);
            if (!step.doneAtOnce()) {
                return;
            }
        }
    }

    /** A session that turns its client away at once may have done so before it was made known here. */
    private void tellWritable() {
        ConnectionHandler known = handler;
        if (known != null) {
            known.onWritable();
        }
    }

    /** Tells a completion inside the call from a later one. */
    private final class Sending implements Callback {
        private final int length;
        private final AtomicBoolean first = new AtomicBoolean();

        Sending(int length) {
            this.length = length;
        }

        /** Whoever comes second, the caller or the completion, goes on. */
        boolean doneAtOnce() {
            return !first.compareAndSet(false, true);
        }

        @Override
        public void succeed() {
            buffered.addAndGet(-length);
            if (!first.compareAndSet(false, true)) {
                sendNext();
            }
        }

        @Override
        public void fail(Throwable cause) {
            disconnectLater();
        }
    }

    /**
     * Ends the connection in a while if nothing else has. Not at once: when Jetty closes it, because of what the peer sent, it
     * first fails what waits to be sent, and the peer is to read why.
     */
    private void disconnectLater() {
        if (ending.compareAndSet(false, true)) {
            Thread.ofVirtual().name("ankurah-close").start(this::disconnectUnlessDone);
        }
    }

    /** A peer that takes no more bytes, or never answers the close, must not keep the socket. */
    private void disconnectUnlessDone() {
        try {
            if (!done.await(CLOSE_GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                session().disconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session().disconnect();
        }
    }

    private void finished(int code, String reason) {
        if (closed.compareAndSet(false, true)) {
            synchronized (queue) {
                queue.clear();
                buffered.set(0);
            }
            done.countDown();
            handler().onClose(code, reason);
        }
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("the WebSocket is not open yet");
        }
        return session;
    }

    private ConnectionHandler handler() {
        ConnectionHandler known = handler;
        if (known == null) {
            throw new IllegalStateException("the WebSocket is not open yet");
        }
        return known;
    }

    private static String shortened(String reason) {
        String text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > REASON_BYTES) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }
}
