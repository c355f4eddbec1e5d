package ankurah.core.internal.sync.server;

import ankurah.core.Scheduler;
import ankurah.core.internal.sync.wire.Message;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a client sent and the session has not looked at yet. Bounded in bytes: who brings more waits. */
final class Inbox {
    private static final int MAX_BYTES = 1 << 20;

    private final Scheduler scheduler;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final Scheduler.Condition room = this::hasRoom;
    private long bytes;
    private boolean closed;

    private record Item(Message message, int bytes) {}

    Inbox(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Suspends while the inbox is full; drops the message once it is closed. */
    void put(Message message, int size) {
        scheduler.await(room, Scheduler.NEVER);
        synchronized (items) {
            if (!closed) {
                items.add(new Item(message, size));
                bytes += size;
            }
        }
    }

    @Nullable
    Message poll() {
        Item item;
        synchronized (items) {
            item = items.poll();
            if (item == null) {
                return null;
            }
            bytes -= item.bytes();
        }
        scheduler.signal(room);
        return item.message();
    }

    /** The next message, which stays. */
    @Nullable
    Message peek() {
        synchronized (items) {
            Item item = items.peek();
            return item == null ? null : item.message();
        }
    }

    boolean isEmpty() {
        synchronized (items) {
            return items.isEmpty();
        }
    }

    int size() {
        synchronized (items) {
            return items.size();
        }
    }

    long bytes() {
        synchronized (items) {
            return bytes;
        }
    }

    void close() {
        synchronized (items) {
            closed = true;
            items.clear();
            bytes = 0;
        }
        scheduler.signal(room);
    }

    private boolean hasRoom() {
        synchronized (items) {
            return closed || bytes < MAX_BYTES;
        }
    }
}
