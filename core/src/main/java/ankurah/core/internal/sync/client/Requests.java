package ankurah.core.internal.sync.client;

import ankurah.core.Scheduler;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.AnkurahException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions to the server that wait for their answer. */
final class Requests {
    /** Fewer than any server allows, so that asking too much waits here and is no violation there. */
    private static final int MOST = 128;

    private final Scheduler scheduler;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final Scheduler.Condition room = this::hasRoom;
    private long lastId;

    /** One question. */
    private static final class Waiting {
        final List<byte[]> items = new ArrayList<>();
        final Scheduler.Condition done = this::isDone;
        private long number;
        private volatile boolean answered;
        private volatile @Nullable AnkurahException failure;

        boolean isDone() {
            return answered || failure != null;
        }
    }

    Requests(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** @param number the place in the log that the items are from */
    record Reply(long number, List<byte[]> items) {}

    /**
     * Asks and waits.
     *
     * @throws AnkurahException.Unavailable if the connection is lost meanwhile, or at the deadline
     */
    Reply ask(Link link, Ask ask, long deadlineMillis) {
        boolean unused = scheduler.await(room, deadlineMillis);
        Waiting mine = new Waiting();
        long id = register(mine);
        try {
            if (!link.offer(new Message.Request(id, ask))) {
                throw link.offline("the server cannot be asked");
            }
            if (!scheduler.await(mine.done, deadlineMillis)) {
                link.offer(new Message.Cancel(id));
                throw new AnkurahException.Unavailable("wait.timeout", "the server has not answered in time");
            }
            AnkurahException failure = mine.failure;
            if (failure != null) {
                throw failure;
            }
            return new Reply(mine.number, mine.items);
        } finally {
            forget(id);
        }
    }

    void onAnswer(Message.Answer m) {
        Waiting asked = find(m.request());
        if (asked != null) {
            asked.items.addAll(m.items());
            asked.number = m.number();
            if (m.last()) {
                asked.answered = true;
                scheduler.signal(asked.done);
            }
        }
    }

    void onFailed(Message.RequestFailed m) {
        Waiting asked = find(m.request());
        if (asked != null) {
            fail(asked, m.error().toException());
        }
    }

    void failAll(AnkurahException why) {
        List<Waiting> all;
        synchronized (waiting) {
            all = new ArrayList<>(waiting.values());
        }
        all.forEach(asked -> fail(asked, why));
    }

    private void fail(Waiting asked, AnkurahException why) {
        asked.failure = why;
        scheduler.signal(asked.done);
    }

    private long register(Waiting mine) {
        synchronized (waiting) {
            waiting.put(++lastId, mine);
            return lastId;
        }
    }

    private void forget(long id) {
        synchronized (waiting) {
            waiting.remove(id);
        }
        scheduler.signal(room);
    }

    private @Nullable Waiting find(long id) {
        synchronized (waiting) {
            return waiting.get(id);
        }
    }

    private boolean hasRoom() {
        synchronized (waiting) {
            return waiting.size() < MOST;
        }
    }
}
