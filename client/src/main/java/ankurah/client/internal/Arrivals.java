package ankurah.client.internal;

import ankurah.event.AnkurahException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived and is not handled yet, in order. Who reads the network puts in and never waits; he reads no more while
 * there is no room, and is told to go on when half of it is handled.
 */
final class Arrivals {
    /** What a frame takes beside its bytes, about; else frames without bytes would be free. */
    private static final int FRAME_COST = 64;

    private final LinkedBlockingQueue<Arrival> waiting = new LinkedBlockingQueue<>();
    private final long bound;
    private long unhandled;
    private boolean paused;

    sealed interface Arrival {}

    record Frame(byte[] bytes) implements Arrival {}

    record Violation(AnkurahException error) implements Arrival {}

    record End(int code, String reason) implements Arrival {}

    Arrivals(long bound) {
        this.bound = bound;
    }

    void add(Frame frame) {
        synchronized (this) {
            unhandled += cost(frame);
        }
        waiting.add(frame);
    }

    void add(Violation violation) {
        waiting.add(violation);
    }

    void add(End end) {
        waiting.add(end);
    }

    /** Whether to read on; if not, {@link #handled} says when. */
    synchronized boolean readsOn() {
        paused = unhandled >= bound;
        return !paused;
    }

    Arrival take() throws InterruptedException {
        return waiting.take();
    }

    /** Null if nothing comes. */
    @Nullable
    Arrival poll(long millis) throws InterruptedException {
        return waiting.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether reading was given up for want of room and is to go on now. */
    synchronized boolean handled(Frame frame) {
        unhandled -= cost(frame);
        boolean goesOn = paused && unhandled <= bound / 2;
        if (goesOn) {
            paused = false;
        }
        return goesOn;
    }

    private static long cost(Frame frame) {
        return frame.bytes().length + (long) FRAME_COST;
    }
}
