package ankurah.core.internal.gate;

import ankurah.core.Scheduler;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Has the store free the room of what was erased, beside all else: its bytes stay in the store's files until they are
 * written anew. What is to be done is stored with the commit that erases, so a node that ends before it is done goes on with
 * it when it is next opened.
 */
final class Purger {
    private static final System.Logger LOG = System.getLogger("ankurah.core");
    private static final String PREFIX = "erased/";
    private static final int CLOSE_MILLIS = 30_000;

    private final StorageEngine storage;
    private final Scheduler scheduler;
    private final Scheduler.Condition idle = this::isIdle;
    private boolean running;
    private boolean again;

    Purger(StorageEngine storage, Scheduler scheduler) {
        this.storage = storage;
        this.scheduler = scheduler;
    }

    /** Notes what a group erases of. */
    static void note(WriteGroup group, String collection, EntityId entity) {
        group.meta(PREFIX + entity, collection.getBytes(StandardCharsets.UTF_8));
    }

    /** Sees to what was noted before the node was closed, if anything was. */
    void resume() {
        boolean noted;
        try (StorageSnapshot snapshot = storage.snapshot()) {
            noted = !snapshot.metas(PREFIX).isEmpty();
        }
        if (noted) {
            start();
        }
    }

    /** Sees to what is noted. Returns at once. */
    void start() {
        synchronized (this) {
            again = true;
            if (running) {
                return;
            }
            running = true;
        }
        scheduler.start("purge", this::run);
    }

    private void run() {
        try {
            while (takeTurn()) {
                purge();
            }
        } catch (AnkurahException e) {
            LOG.log(
                    Level.WARNING,
                    "what was erased is still in files of the store; the node sees to it when it is next opened",
                    e);
        } finally {
            synchronized (this) {
                running = false;
            }
            scheduler.signal(idle);
        }
    }

    private synchronized boolean takeTurn() {
        boolean turn = again;
        again = false;
        return turn;
    }

    private synchronized boolean isIdle() {
        return !running;
    }

    private void purge() {
        SortedMap<String, byte[]> noted;
        try (StorageSnapshot snapshot = storage.snapshot()) {
            noted = snapshot.metas(PREFIX);
        }
        WriteGroup done = new WriteGroup();
        for (Map.Entry<String, byte[]> one : noted.entrySet()) {
            EntityId entity = EntityId.parse(one.getKey().substring(PREFIX.length()));
            storage.purge(new String(one.getValue(), StandardCharsets.UTF_8), List.of(entity));
            done.meta(one.getKey(), null);
        }
        if (!done.isEmpty()) {
            storage.commit(done);
        }
    }

    /** Waits for what is under way, for half a minute at most. */
    void close() {
        boolean unused = scheduler.await(idle, scheduler.deadlineIn(CLOSE_MILLIS));
    }
}
