package ankurah.core.internal.gate;

import ankurah.core.Scheduler;
import ankurah.core.internal.entity.StoreAway;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.internal.Utf8;
import ankurah.storage.EntityState;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** The store went away in the middle of the work. */
    private volatile boolean cutOff;

    Purger(StorageEngine storage, Scheduler scheduler) {
        this.storage = storage;
        this.scheduler = scheduler;
    }

    /** Notes what a group erases of. */
    static void note(WriteGroup group, String collection, EntityId entity) {
        group.meta(PREFIX + entity, Utf8.bytes(collection));
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

    /** The store is there; goes on with what was cut off when it went away. */
    void goOn() {
        if (cutOff) {
            cutOff = false;
            start();
        }
    }

    private void run() {
        try {
            while (takeTurn()) {
                purge();
            }
        } catch (AnkurahException e) {
            cutOff = StoreAway.is(e);
            LOG.log(
                    Level.WARNING,
                    "what was erased is still in files of the store; the node sees to it when it is next opened, or when"
                            + " the store is back",
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
        Map<String, Clock> heads = new HashMap<>();
        try (StorageSnapshot snapshot = storage.snapshot()) {
            noted = snapshot.metas(PREFIX);
            noted.entrySet().forEach(one -> heads.put(one.getKey(), head(snapshot, one)));
        }
        for (Map.Entry<String, byte[]> one : noted.entrySet()) {
            storage.purge(collection(one), List.of(entity(one)));
        }
        if (!noted.isEmpty()) {
            done(noted, heads);
        }
    }

    private void done(SortedMap<String, byte[]> noted, Map<String, Clock> heads) {
        WriteGroup group = new WriteGroup();
        if (!storage.isShared()) {
            noted.keySet().forEach(key -> group.meta(key, null));
            storage.commit(group);
            return;
        }
        try (WriteTurn turn = storage.turn();
                StorageSnapshot now = storage.snapshot()) {
            for (Map.Entry<String, byte[]> one : noted.entrySet()) {
                // Another node may have erased of the same entity meanwhile, and noted the same.
                if (Objects.equals(head(now, one), heads.get(one.getKey()))) {
                    group.meta(one.getKey(), null);
                }
            }
            turn.commit(group);
        }
    }

    private static Clock head(StorageSnapshot snapshot, Map.Entry<String, byte[]> noted) {
        EntityState state = snapshot.state(collection(noted), entity(noted));
        return state == null ? Clock.EMPTY : state.head();
    }

    private static EntityId entity(Map.Entry<String, byte[]> noted) {
        return EntityId.parse(noted.getKey().substring(PREFIX.length()));
    }

    private static String collection(Map.Entry<String, byte[]> noted) {
        return Utf8.text(noted.getValue());
    }

    /** Waits for what is under way, for half a minute at most. */
    void close() {
        boolean unused = scheduler.await(idle, scheduler.deadlineIn(CLOSE_MILLIS));
    }
}
