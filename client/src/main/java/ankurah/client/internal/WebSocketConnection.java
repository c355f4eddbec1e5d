package ankurah.client.internal;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.event.AnkurahException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. The JDK allows one send at a time, so frames wait in a queue and each send's completion starts the
 * next; it hands over parts of a message, so they are collected until the last.
 *
 * <p>The JDK reads ahead, and forgets an end that it reads while nothing is asked for. So more is asked for before a call
 * from it returns, and frames wait in {@link Arrivals} for a thread that hands them to the handler. While there is no room
 * nothing is asked for, and an end may be forgotten; so when all of that is handled and nothing else comes, the peer is
 * pinged until it answers: to a peer that has gone, a write fails.
 */
final class WebSocketConnection implements Connection, WebSocket.Listener {
    private static final int NORMAL = 1000;
    private static final int ABNORMAL = 1006;
    private static final int POLICY = 1008;
    private static final int REASON_BYTES = 123;
    private static final long CLOSE_GRACE_MILLIS = 2_000;
    private static final long PING_MILLIS = 1_000;

    private final ConnectionHandler handler;
    private final int frameBytes;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final Arrivals arrivals;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final AtomicLong buffered = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    /** How often reading went on after a pause; for the thread that speaks to the handler. */
    private long pauses;
    /** The pauses that the last answer to a ping came after. */
    private volatile long answeredPauses;

    private @Nullable WebSocket socket;
    private boolean sending;
    private @Nullable Closing closing;

    private record Closing(int code, String reason) {}

    WebSocketConnection(ConnectionHandler handler, int frameBytes) {
        this.handler = handler;
        this.frameBytes = frameBytes;
        this.arrivals = new Arrivals(frameBytes);
    }

    /** The first frame may arrive before the opener has the connection in hand; reading begins only here. */
    void opened(WebSocket opened) {
        synchronized (queue) {
            socket = opened;
        }
        Thread.ofVirtual().name("ankurah-frames").start(() -> handAll(opened));
        opened.request(1);
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
            if (closing != null) {
                return;
            }
            closing = new Closing(code, reason);
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

    @Override
    public void onOpen(WebSocket webSocket) {
        // Nothing is asked for until the opener is ready, see opened().
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        if (data.remaining() > frameBytes - parts.size()) {
            violated("sync.frame_too_large", "a frame has at most " + frameBytes + " bytes");
            return null;
        }
        byte[] part = new byte[data.remaining()];
        data.get(part);
        if (last && parts.size() == 0) {
            arrivals.add(new Arrivals.Frame(part));
        } else {
            parts.writeBytes(part);
            if (last) {
                arrivals.add(new Arrivals.Frame(parts.toByteArray()));
                parts.reset();
            }
        }
        if (arrivals.readsOn()) {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        violated("sync.text_frame", "frames are binary; the server sent text");
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        if (message.remaining() == Long.BYTES) {
            answeredPauses = message.getLong();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        finished(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        finished(ABNORMAL, describe(error));
    }

    private void violated(String code, String message) {
        arrivals.add(new Arrivals.Violation(new AnkurahException.Invalid(code, message)));
    }

    /** The one who speaks to the handler, from the first frame to the end. */
    private void handAll(WebSocket opened) {
        Arrivals.@Nullable End end = null;
        while (end == null) {
            try {
                end = hand(next(opened), opened);
            } catch (InterruptedException | RuntimeException | Error e) {
                opened.abort();
                finished(ABNORMAL, describe(e));
                end = new Arrivals.End(ABNORMAL, describe(e));
            }
        }
        handler.onClose(end.code(), end.reason());
    }

    private Arrivals.@Nullable End hand(Arrivals.Arrival arrival, WebSocket opened) {
        switch (arrival) {
            case Arrivals.Frame frame -> {
                handler.onFrame(frame.bytes());
                if (arrivals.handled(frame)) {
                    pauses++;
                    opened.request(1);
                }
            }
            case Arrivals.Violation violation -> handler.onViolation(violation.error());
            case Arrivals.End end -> {
                return end;
            }
        }
        return null;
    }

    private Arrivals.Arrival next(WebSocket opened) throws InterruptedException {
        while (answeredPauses < pauses) {
            Arrivals.Arrival arrival = arrivals.poll(PING_MILLIS);
            if (arrival != null) {
                return arrival;
            }
            ping(opened);
        }
        return arrivals.take();
    }

    /** A ping that waits for its turn is as good as another; what fails otherwise tells that the peer has gone. */
    private void ping(WebSocket opened) {
        ByteBuffer message = ByteBuffer.allocate(Long.BYTES).putLong(pauses).flip();
        CompletableFuture<?> unused = opened.sendPing(message).whenComplete((sent, error) -> {
            if (error instanceof IOException) {
                opened.abort();
                finished(ABNORMAL, describe(error));
            }
        });
    }

    /** Loops rather than recurses while sends complete at once. */
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
                    handler.onWritable();
                } else {
                    sendClose(close);
                }
                return;
            }
            int length = frame.length;
            CompletableFuture<WebSocket> sent = target().sendBinary(ByteBuffer.wrap(frame), true);
            if (!sent.isDone() || sent.isCompletedExceptionally()) {
                CompletableFuture<?> unused = sent.whenComplete((done, error) -> {
                    buffered.addAndGet(-length);
                    if (error == null) {
                        sendNext();
                    } else {
                        finished(ABNORMAL, describe(error));
                    }
                });
                return;
            }
            buffered.addAndGet(-length);
        }
    }

    private WebSocket target() {
        synchronized (queue) {
            return Objects.requireNonNull(socket, "the connection is not open yet");
        }
    }

    /** A peer that never answers the close must not keep the socket open. */
    private void sendClose(Closing close) {
        WebSocket target = target();
        CompletableFuture<?> unused = target.sendClose(sendable(close.code()), shortened(close.reason()))
                .whenComplete((sent, error) -> {
                    if (error != null) {
                        target.abort();
                        finished(ABNORMAL, describe(error));
                    }
                });
        Thread.ofVirtual().name("ankurah-close").start(() -> {
            if (!isDone()) {
                target.abort();
                finished(close.code(), close.reason());
            }
        });
    }

    private boolean isDone() {
        try {
            return done.await(CLOSE_GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void finished(int code, String reason) {
        if (closed.compareAndSet(false, true)) {
            synchronized (queue) {
                queue.clear();
                buffered.set(0);
            }
            done.countDown();
            arrivals.add(new Arrivals.End(code, reason));
        }
    }

    /** The codes that the JDK lets a client send. */
    private static int sendable(int code) {
        return code == NORMAL || code == 1001 || code == POLICY || code == 1011 || code >= 3000 ? code : POLICY;
    }

    private static String shortened(String reason) {
        String text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > REASON_BYTES) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    private static String describe(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
