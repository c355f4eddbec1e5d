package ankurah.core.internal.sync;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Scheduler;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection inside a process. What is sent here waits in a queue until the task of this end has handed it to
 * the other end's handler, which may suspend; so a slow reader shows as buffered bytes, as it does over a network.
 */
public final class LoopbackEnd implements Connection {
    private static final int ABNORMAL = 1006;

    private final Scheduler scheduler;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final Scheduler.Condition work = this::hasWork;
    private @Nullable LoopbackEnd peer;
    private @Nullable ConnectionHandler handler;
    private long buffered;
    private @Nullable Close closing;
    private boolean closed;

    private record Close(int code, String reason) {}

    public LoopbackEnd(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** @param own the handler of this end */
    public void open(LoopbackEnd other, ConnectionHandler own) {
        peer = other;
        handler = own;
        scheduler.start("loopback", this::deliver);
    }

    @Override
    public void send(byte[] frame) {
        synchronized (queue) {
            if (closed || closing != null) {
                return;
            }
            queue.add(frame);
            buffered += frame.length;
        }
        scheduler.signal(work);
    }

    @Override
    public void close(int code, String reason) {
        synchronized (queue) {
            if (closed || closing != null) {
                return;
            }
            closing = new Close(code, reason);
        }
        scheduler.signal(work);
    }

    @Override
    public long bufferedBytes() {
        synchronized (queue) {
            return buffered;
        }
    }

    /** Breaks the connection as a network does: what was under way is lost, and both ends hear of it. */
    public void cut() {
        finish(ABNORMAL, "the connection was cut");
        peer().finish(ABNORMAL, "the connection was cut");
    }

    private boolean hasWork() {
        synchronized (queue) {
            return closed || closing != null || !queue.isEmpty();
        }
    }

    private void deliver() {
        while (true) {
            scheduler.await(work, Scheduler.NEVER);
            byte[] frame;
            Close close;
            synchronized (queue) {
                if (closed) {
                    return;
                }
                frame = queue.peek();
                close = closing;
            }
            if (frame != null) {
                peer().own().onFrame(frame);
                taken(frame);
            } else if (close != null) {
                finish(close.code(), close.reason());
                peer().finish(close.code(), close.reason());
                return;
            }
        }
    }

    private void taken(byte[] frame) {
        boolean drained;
        synchronized (queue) {
            if (closed) {
                return;
            }
            queue.remove();
            buffered -= frame.length;
            drained = queue.isEmpty() && closing == null;
        }
        if (drained) {
            own().onWritable();
        }
    }

    private void finish(int code, String reason) {
        synchronized (queue) {
            if (closed) {
                return;
            }
            closed = true;
            queue.clear();
            buffered = 0;
        }
        scheduler.signal(work);
        own().onClose(code, reason);
    }

    private LoopbackEnd peer() {
        return Objects.requireNonNull(peer, "the connection is not open yet");
    }

    private ConnectionHandler own() {
        return Objects.requireNonNull(handler, "the connection is not open yet");
    }
}
