package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.tikv.TikvOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.shade.com.google.protobuf.ByteString;

/**
 * A namespace of a TiKV cluster.
 *
 * <p>One program writes. It holds the owner's record, which every group rewrites as the primary key of its transaction: the
 * group reads the record at the timestamp it starts with, and if the record is still this program's then, a takeover that comes
 * later meets the group's lock, or overtakes it so that locking fails. So whoever was deposed writes nothing any more, however
 * late it notices.
 *
 * <p>Snapshots are taken at the timestamp of the last commit. All that was committed by then is seen, and nothing that is on
 * its way is met, since it began later. A thread renews the lease while nothing is written, which moves that timestamp on, and
 * asks the cluster to keep what open snapshots show.
 */
public final class TikvStore implements OrderedStore {
    private static final System.Logger LOG = System.getLogger("ankurah.storage.tikv");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s/]+:\\d{1,5}");
    private static final int ID_BYTES = 16;
    /** Tries to become the owner against others who try. */
    private static final int CLAIMS = 10;

    private static final int CLOSE_MILLIS = 3_000;
    private static final int RENEWALS_A_LEASE = 3;

    private final String name;
    private final TikvOptions options;
    private final Space space;
    private final Channels channels;
    private final Pd pd;
    private final Router router;
    private final Locks locks;
    private final Reader reader;
    private final SafePoints safePoints;
    private final ReadCache cache;
    private final Thread keeper = new Thread(this::keep, "ankurah-tikv-lease");

    /** Held over a write, which waits for the cluster, but no longer than the patience for its requests. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition closing = lock.newCondition();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** These are touched by whoever holds the lock. */
    private Owner owner;

    private long renewedNanos = System.nanoTime();
    private @Nullable RuntimeException failure;

    private TikvStore(String pdAddresses, TikvOptions options) {
        this.name = "the namespace " + options.namespace() + " of the TiKV cluster at " + pdAddresses;
        this.options = options;
        this.space = new Space(options.namespace(), name);
        UUID program = UUID.randomUUID();
        this.owner = new Owner(0, id(program), 0, program());
        List<String> drivers = addresses(pdAddresses);
        this.channels = new Channels(options.tls());
        this.pd = new Pd(drivers, channels, options.requestMillis());
        this.router = new Router(pd, channels, options.requestMillis());
        this.locks = new Locks(pd, router);
        this.reader = new Reader(router, locks);
        this.safePoints = new SafePoints(pd, "ankurah-" + options.namespace() + "-" + program);
        this.cache = new ReadCache(options.cacheBytes());
        keeper.setDaemon(true);
    }

    private static List<String> addresses(String text) {
        List<String> addresses =
                Arrays.stream(text.split(",")).map(String::strip).toList();
        if (!addresses.stream().allMatch(address -> ADDRESS.matcher(address).matches())) {
            throw new AnkurahException.Invalid(
                    "storage.options",
                    "'" + text + "' has to be HOST:PORT of placement drivers, with commas between them");
        }
        return addresses;
    }

    private static String program() {
        String host = System.getenv("HOSTNAME");
        return "process " + ProcessHandle.current().pid() + (host == null ? "" : " at " + host);
    }

    private static byte[] id(UUID program) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(program.getMostSignificantBits())
                .putLong(program.getLeastSignificantBits())
                .array();
    }

    /** Becomes the owner of a namespace. */
    public static TikvStore open(String pdAddresses, TikvOptions options) {
        TikvStore store = new TikvStore(pdAddresses, options);
        try {
            store.claim();
        } catch (RuntimeException e) {
            store.drop();
            throw e;
        }
        store.keeper.start();
        return store;
    }

    private void claim() {
        Patience patience = patience();
        lock.lock();
        try {
            for (int i = 1; ; i++) {
                TwoPhase.Start start = TwoPhase.Start.now(pd, patience);
                Owner before = ownerAt(start.timestamp(), patience);
                requireFree(before, Pd.millis(start.timestamp()));
                safePoints.hold(start.timestamp(), start.timestamp(), patience);
                owner = new Owner(before == null ? 1 : before.epoch() + 1, owner.id(), 0, owner.name());
                try {
                    transact(start, List.of(), until(start), patience);
                    return;
                } catch (TwoPhase.Overtaken e) {
                    if (i == CLAIMS) {
                        throw Failures.unreachable(name, "others open it all the time", e);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireFree(@Nullable Owner before, long nowMillis) {
        long left = before == null ? 0 : before.untilMillis() - nowMillis;
        if (before != null && left > 0) {
            throw new AnkurahException.Conflict(
                    "storage.in_use",
                    name + " is in use by another program (" + before.name() + ", epoch " + before.epoch()
                            + "); stop that one first. If it was killed, the namespace is free in " + left + " ms");
        }
    }

    private @Nullable Owner ownerAt(long timestamp, Patience patience) {
        byte[] key = space.owner();
        ByteString record = reader.get(key, timestamp, patience);
        return record == null ? null : Owner.read(name, space.unmarked(Bytes.wrap(key), record));
    }

    private long until(TwoPhase.Start start) {
        return Pd.millis(start.timestamp()) + options.leaseMillis();
    }

    /** The changes together with the owner's record. */
    private void transact(TwoPhase.Start start, List<Kvrpcpb.Mutation> changes, long until, Patience patience) {
        Owner renewed = owner.until(until);
        List<Kvrpcpb.Mutation> all = new ArrayList<>(changes.size() + 1);
        all.add(Kvrpcpb.Mutation.newBuilder()
                .setOp(Kvrpcpb.Op.Put)
                .setKey(Bytes.wrap(space.owner()))
                .setValue(Space.marked(renewed.toBytes()))
                .build());
        all.addAll(changes);
        long commit = new TwoPhase(pd, router, locks, start, all, patience).run();
        owner = renewed;
        renewedNanos = System.nanoTime();
        cache.written(changes, commit);
        safePoints.publish(commit);
    }

    @Override
    public OrderedSnapshot snapshot() {
        requireOpen();
        return new TikvSnapshot(this, safePoints.enter());
    }

    /** Both durabilities are one here: the cluster has a group on the disks of a majority, or has not got it. */
    @Override
    public void write(OrderedBatch batch, Durability durability) {
        if (batch.size() == 0) {
            return;
        }
        lock.lock();
        try {
            requireOpen();
            if (failure != null) {
                throw failure;
            }
            writeOwned(mutations(batch), options.leaseMillis(), patience());
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void writeOwned(List<Kvrpcpb.Mutation> changes, int leaseMillis, Patience patience) {
        TwoPhase.Start start = TwoPhase.Start.now(pd, patience);
        requireOwned(ownerAt(start.timestamp(), patience));
        try {
            transact(start, changes, leaseMillis == 0 ? 0 : until(start), patience);
        } catch (TwoPhase.Overtaken e) {
            requireOwned(ownerAt(pd.timestamp(patience), patience));
            throw Failures.failed(name, e.getMessage() + "; nothing was written", e);
        }
    }

    private void requireOwned(@Nullable Owner found) {
        if (found == null || !found.is(owner)) {
            throw Failures.deposed(name, found == null ? "nobody" : found.name() + ", epoch " + found.epoch());
        }
    }

    /** In the order of keys; of several changes of one key the last. */
    private List<Kvrpcpb.Mutation> mutations(OrderedBatch batch) {
        TreeMap<byte[], Kvrpcpb.Mutation> changes = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < batch.size(); i++) {
            byte[] key = space.key(batch.key(i));
            byte[] value = batch.value(i);
            Kvrpcpb.Mutation.Builder change = Kvrpcpb.Mutation.newBuilder().setKey(Bytes.wrap(key));
            if (value == null) {
                change.setOp(Kvrpcpb.Op.Del);
            } else {
                change.setOp(Kvrpcpb.Op.Put).setValue(Space.marked(value));
            }
            changes.put(key, change.build());
        }
        return List.copyOf(changes.values());
    }

    /** Until the store is closed. What fails here fails again, and is told, when somebody writes. */
    private void keep() {
        long pauseNanos = TimeUnit.MILLISECONDS.toNanos(options.leaseMillis()) / RENEWALS_A_LEASE;
        lock.lock();
        try {
            while (!closed.get()) {
                // Freed while it waits.
                long left = closing.awaitNanos(pauseNanos);
                if (left <= 0 && !closed.get()) {
                    renew(pauseNanos);
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if somebody does, the lease runs out, which is safe.
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void renew(long pauseNanos) {
        try {
            if (failure == null && System.nanoTime() - renewedNanos >= pauseNanos) {
                writeOwned(List.of(), options.leaseMillis(), patience());
            }
            safePoints.renew(patience());
        } catch (AnkurahException.Unavailable e) {
            LOG.log(System.Logger.Level.DEBUG, "the lease was not renewed: {0}", e.getMessage());
        } catch (RuntimeException e) {
            failure = e;
            LOG.log(System.Logger.Level.WARNING, "the lease is lost: {0}", e.getMessage());
        }
    }

    /** Old versions are the cluster's, which throws them away by its own clock; nothing here could hasten that for a range. */
    @Override
    public void purge(byte[] from, byte[] to) {
        throw new AnkurahException.Unavailable(
                "storage.cluster_purges",
                "what was overwritten in " + name
                        + " goes away when the cluster's safe point has passed it and its stores"
                        + " have compacted; no client can ask for that");
    }

    @Override
    public long diskBytes() {
        return -1;
    }

    @Override
    public String describe() {
        return name;
    }

    /** Lets the next owner in at once, if the cluster can be told. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        lock.lock();
        try {
            Patience little = new Patience(name, Math.min(CLOSE_MILLIS, options.patienceMillis()), () -> false);
            writeOwned(List.of(), 0, little);
            safePoints.release(little);
        } catch (AnkurahException e) {
            LOG.log(System.Logger.Level.DEBUG, "the lease is left to run out: {0}", e.getMessage());
        } finally {
            lock.unlock();
        }
        drop();
    }

    /** Ends everything here and tells nobody, as the end of the process would. */
    void drop() {
        closed.set(true);
        disconnect();
        lock.lock();
        try {
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void disconnect() {
        channels.close();
        pd.close();
    }

    Patience patience() {
        requireOpen();
        return new Patience(name, options.patienceMillis(), closed::get);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw Failures.closed(name);
        }
    }

    Space space() {
        return space;
    }

    Router router() {
        return router;
    }

    Reader reader() {
        return reader;
    }

    ReadCache cache() {
        return cache;
    }

    SafePoints safePoints() {
        return safePoints;
    }
}
