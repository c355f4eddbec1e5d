package ankurah.core.sync;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.event.AnkurahException;
import ankurah.event.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Sits in a client's connection: reads along, counts, holds frames back, and cuts. */
public final class Wiretap implements Connector {
    private final Connector inner;
    private final List<Message> received = new ArrayList<>();
    private final List<byte[]> frames = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();
    public final AtomicLong receivedBytes = new AtomicLong();
    private volatile boolean reachable = true;
    private volatile CountDownLatch reading = new CountDownLatch(0);
    private volatile Tapped current;

    public Wiretap(Connector inner) {
        this.inner = inner;
    }

    @Override
    public Connection connect(ConnectionHandler handler) {
        if (!reachable) {
            throw new AnkurahException.Unavailable("sync.unreachable", "the test keeps the server away");
        }
        Tapped tapped = new Tapped(handler);
        tapped.connection = inner.connect(tapped);
        current = tapped;
        return tapped;
    }

    @Override
    public String target() {
        return inner.target();
    }

    @Override
    public void close() {
        resume();
        inner.close();
    }

    /** The connection breaks, and no new one can be made until {@link #heal}. */
    public void cut() {
        reachable = false;
        Tapped open = current;
        if (open != null) {
            open.cut();
        }
    }

    public void heal() {
        reachable = true;
    }

    /** Breaks the connection; the client may come back at once. */
    public void hiccup() {
        Tapped open = current;
        if (open != null) {
            open.cut();
        }
    }

    /** The client reads no more until {@link #resume}. Stalled twice it waits for one, not for a latch nobody has any more. */
    public void stall() {
        if (reading.getCount() == 0) {
            reading = new CountDownLatch(1);
        }
    }

    public void resume() {
        reading.countDown();
    }

    public synchronized void forget() {
        received.clear();
        sent.clear();
        frames.clear();
        receivedBytes.set(0);
    }

    public synchronized List<Message> received() {
        return List.copyOf(received);
    }

    public synchronized List<byte[]> receivedFrames() {
        return List.copyOf(frames);
    }

    public synchronized List<Message> sent() {
        return List.copyOf(sent);
    }

    public <M extends Message> List<M> received(Class<M> type) {
        return received().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private synchronized void note(List<Message> to, Chunks chunks, byte[] frame) {
        byte[] message = chunks.accept(frame);
        if (message.length > 0) {
            to.add(MessageReader.decode(message, Sha256.jdk()));
        }
    }

    /** One connection. */
    private final class Tapped implements Connection, ConnectionHandler {
        private final ConnectionHandler handler;
        private final Chunks in = new Chunks(1 << 20, 64 << 20);
        private final Chunks out = new Chunks(1 << 20, 64 << 20);
        volatile Connection connection;
        private volatile boolean cut;

        Tapped(ConnectionHandler handler) {
            this.handler = handler;
        }

        void cut() {
            if (!cut) {
                cut = true;
                connection.close(1001, "cut");
                handler.onClose(1006, "the test cut the connection");
            }
        }

        @Override
        public void send(byte[] frame) {
            if (!cut) {
                note(sent, out, frame);
                connection.send(frame);
            }
        }

        @Override
        public void close(int code, String reason) {
            connection.close(code, reason);
        }

        @Override
        public long bufferedBytes() {
            return connection.bufferedBytes();
        }

        @Override
        public void onFrame(byte[] frame) {
            try {
                reading.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!cut) {
                receivedBytes.addAndGet(frame.length);
                synchronized (Wiretap.this) {
                    frames.add(frame);
                }
                note(received, in, frame);
                handler.onFrame(frame);
            }
        }

        @Override
        public void onViolation(AnkurahException error) {
            handler.onViolation(error);
        }

        @Override
        public void onWritable() {
            handler.onWritable();
        }

        @Override
        public void onClose(int code, String reason) {
            if (!cut) {
                handler.onClose(code, reason);
            }
        }
    }
}
