package ankurah.storage.tikv.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Errorpb;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.kvproto.Pdpb;
import org.tikv.shade.com.google.protobuf.ByteString;
import org.tikv.shade.com.google.protobuf.MessageLite;
import org.tikv.shade.io.grpc.BindableService;
import org.tikv.shade.io.grpc.Server;
import org.tikv.shade.io.grpc.Status;
import org.tikv.shade.io.grpc.netty.NettyServerBuilder;
import org.tikv.shade.io.grpc.stub.StreamObserver;
import org.tikv.shade.io.netty.handler.ssl.SslContext;

/**
 * The whole cluster: two placement drivers, some stores, one set of versions behind them all, since copying between stores is
 * not what is tested. Its lock is held for each request, so requests are served one at a time.
 */
public final class Cluster implements AutoCloseable {
    static final long CLUSTER_ID = 7_001;
    private static final int LOGICAL_BITS = 18;
    private static final int MOST_LATE = 64;
    private static final int REQUEST_BYTES = 256 << 10;
    private static final int LARGEST_ENTRY = 8 << 20;
    private static final int LARGEST_ANSWER = 10 << 20;

    private final @Nullable SslContext ssl;
    private final Random random;
    private final Mvcc mvcc = new Mvcc();
    private final Shape shape;
    private final List<Server> drivers = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> violations = new ArrayList<>();
    /** Requests that will arrive once more. */
    private final List<Runnable> late = new ArrayList<>();

    private final Map<String, Long> services = new HashMap<>();
    private final Map<String, Integer> served = new HashMap<>();
    private Watch watch = (method, keys, done) -> {};
    private Faults faults = Faults.NONE;
    private boolean dark;
    private boolean grantsHolds = true;
    private boolean knowsHolds = true;
    private @Nullable String stalledMethod;
    private @Nullable String losingMethod;
    private Fate losing = Fate.SERVED;
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private int leadingDriver;
    private long safePoint;
    private long offsetMillis;
    private long stoppedMillis;
    private long lastTimestamp;

    /** Told of every request that arrives, before and after it is served, with the cluster's lock held. */
    public interface Watch {
        void see(String method, List<ByteString> keys, boolean done);
    }

    public Cluster(long seed, int stores) {
        this(seed, stores, false);
    }

    /** @param threads whether requests wait for each other only at the lock; slower */
    public Cluster(long seed, int stores, boolean threads) {
        this(seed, stores, threads, null);
    }

    /** @param ssl what its connections are secured with */
    public Cluster(long seed, int stores, boolean threads, @Nullable SslContext ssl) {
        this.ssl = ssl;
        this.random = new Random(seed);
        this.shape = new Shape(stores);
        for (int driver = 0; driver < 2; driver++) {
            drivers.add(start(new DriverService(this, driver), threads));
        }
        for (int store = 0; store < stores; store++) {
            servers.add(start(new StoreService(this, store), threads));
        }
    }

    private Server start(BindableService service, boolean threads) {
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .maxInboundMessageSize(64 << 20)
                    .addService(service);
            if (ssl != null) {
                builder.sslContext(ssl);
            }
            return (threads ? builder.executor(executor) : builder.directExecutor())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code TikvStorage.open}. */
    public String address() {
        return driverAddress(0) + "," + driverAddress(1);
    }

    String driverAddress(int driver) {
        return "127.0.0.1:" + drivers.get(driver).getPort();
    }

    String storeAddress(long id) {
        return "127.0.0.1:" + servers.get((int) id - 1).getPort();
    }

    int stores() {
        return servers.size();
    }

    public static long millis(long timestamp) {
        return timestamp >>> LOGICAL_BITS;
    }

    /** A new one, as the placement driver gives it. */
    public synchronized long timestamp() {
        long now = stoppedMillis == 0 ? System.currentTimeMillis() : stoppedMillis;
        lastTimestamp = Math.max(lastTimestamp + 1, (now + offsetMillis) << LOGICAL_BITS);
        return lastTimestamp;
    }

    /** From now on time goes by only when {@link #advance} says so. */
    public synchronized void stopClock() {
        stoppedMillis = System.currentTimeMillis();
    }

    /** Lets time go by. */
    public synchronized void advance(long millis) {
        offsetMillis += millis;
    }

    public synchronized void setFaults(Faults changed) {
        faults = changed;
    }

    public synchronized void setWatch(Watch changed) {
        watch = changed;
    }

    /** Nobody answers any more, or all do again. */
    public synchronized void setDark(boolean changed) {
        dark = changed;
    }

    /** Keeps the next request of a method on its way until {@link #release}. Once, and only with threads. */
    public synchronized void stall(String method) {
        stalledMethod = method;
    }

    /** Waits until there is such a request. */
    public void awaitStalled() throws InterruptedException {
        if (!stalled.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was stalled");
        }
    }

    public void release() {
        released.countDown();
    }

    /** Loses every request of a method, or every answer to one; of none when it is null. */
    public synchronized void lose(@Nullable String method, boolean served) {
        losingMethod = method;
        losing = served ? Fate.REPLY_LOST : Fate.REQUEST_LOST;
    }

    private void stallIfAsked(String method) {
        synchronized (this) {
            if (!method.equals(stalledMethod)) {
                return;
            }
            stalledMethod = null;
        }
        stalled.countDown();
        try {
            released.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether services may have old versions kept. */
    public synchronized void setGrantsHolds(boolean changed) {
        grantsHolds = changed;
    }

    public synchronized void setKnowsHolds(boolean changed) {
        knowsHolds = changed;
    }

    synchronized boolean knowsHolds() {
        return knowsHolds;
    }

    public synchronized void moveDriver() {
        leadingDriver = 1 - leadingDriver;
    }

    synchronized boolean leads(int driver) {
        return driver == leadingDriver;
    }

    synchronized int leadingDriver() {
        return leadingDriver;
    }

    synchronized boolean isDark() {
        return dark;
    }

    /** Cuts a region in front of a key. */
    public synchronized void split(byte[] key) {
        shape.split(code(key));
    }

    public synchronized void disturb() {
        byte[] some = mvcc.someKey(random.nextDouble());
        shape.disturb(random, some == null ? null : code(some));
    }

    /** What this client did that no correct one does. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    public synchronized List<Kvrpcpb.LockInfo> locks() {
        return mvcc.locks();
    }

    public synchronized int versions() {
        return mvcc.versions();
    }

    public synchronized int regions() {
        return shape.all().size();
    }

    public synchronized int served(String method) {
        return served.getOrDefault(method, 0);
    }

    /** Throws away what is older, as far as no service wants it kept. */
    public synchronized void collect(long wanted) {
        long oldest =
                services.values().stream().mapToLong(Long::longValue).min().orElse(wanted);
        safePoint = Math.max(safePoint, Math.min(wanted, oldest));
        mvcc.collect(safePoint);
    }

    synchronized long safePoint() {
        return safePoint;
    }

    synchronized long hold(String service, long seconds, long timestamp) {
        if (!grantsHolds) {
            return Long.MAX_VALUE;
        }
        if (seconds <= 0) {
            services.remove(service);
        } else if (timestamp >= safePoint) {
            services.put(service, timestamp);
        }
        return services.values().stream().mapToLong(Long::longValue).min().orElse(safePoint);
    }

    // Regions, as the placement driver tells them.

    synchronized Pdpb.GetRegionResponse region(byte[] code, boolean previous) {
        boolean stale = random.nextInt(1_000) < faults.stale();
        Shape.Place place = stale ? shape.staleAt(code) : shape.at(code);
        Pdpb.GetRegionResponse.Builder answer =
                Pdpb.GetRegionResponse.newBuilder().setHeader(header());
        Shape.@Nullable Place told = previous ? shape.previous(place) : place;
        return told == null
                ? answer.build()
                : answer.setRegion(told.region()).setLeader(told.peer()).build();
    }

    static Pdpb.ResponseHeader header() {
        return Pdpb.ResponseHeader.newBuilder().setClusterId(CLUSTER_ID).build();
    }

    // Requests to stores.

    Mvcc mvcc() {
        return mvcc;
    }

    /** One request on its way, with what may befall it. */
    <A> void serve(
            StreamObserver<A> out,
            int store,
            String method,
            Kvrpcpb.Context context,
            List<ByteString> keys,
            Function<Errorpb.Error, A> refuse,
            Supplier<A> body) {
        stallIfAsked(method);
        Fate fate = fate(method);
        if (fate == Fate.DELAYED) {
            pause();
        }
        if (fate == Fate.REQUEST_SWALLOWED) {
            return;
        }
        A answer = fate == Fate.REQUEST_LOST ? null : answer(store, method, context, keys, refuse, body, fate);
        if (answer instanceof MessageLite message && message.getSerializedSize() > LARGEST_ANSWER) {
            out.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("Sent message larger than max")
                    .asRuntimeException());
        } else if (answer == null || fate == Fate.REPLY_LOST || isDark()) {
            out.onError(
                    Status.UNAVAILABLE.withDescription("the connection broke").asRuntimeException());
        } else if (fate != Fate.REPLY_SWALLOWED) {
            out.onNext(answer);
            out.onCompleted();
        }
    }

    private synchronized Fate fate(String method) {
        if (method.equals(losingMethod)) {
            return losing;
        }
        return dark ? Fate.REQUEST_LOST : faults.fate(random);
    }

    private void pause() {
        try {
            Thread.sleep(random.nextInt(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized <A> @Nullable A answer(
            int store,
            String method,
            Kvrpcpb.Context context,
            List<ByteString> keys,
            Function<Errorpb.Error, A> refuse,
            Supplier<A> body,
            Fate fate) {
        arriveLate();
        watch.see(method, keys, false);
        if (dark) {
            return null;
        }
        if (fate == Fate.DISTURBED) {
            disturb();
        }
        Errorpb.Error error = fate == Fate.BUSY
                ? Errorpb.Error.newBuilder()
                        .setMessage("busy")
                        .setServerIsBusy(Errorpb.ServerIsBusy.newBuilder().setReason("busy"))
                        .build()
                : check(store, context, keys);
        if (error != null) {
            return refuse.apply(error);
        }
        A answer = body.get();
        served.merge(method, 1, Integer::sum);
        if (fate == Fate.REPEATED && late.size() < MOST_LATE) {
            late.add(() -> {
                if (check(store, context, List.of()) == null) {
                    body.get();
                }
            });
        }
        watch.see(method, keys, true);
        return answer;
    }

    private void arriveLate() {
        if (!late.isEmpty() && random.nextInt(8) == 0) {
            late.remove(random.nextInt(late.size())).run();
        }
    }

    private Errorpb.@Nullable Error check(int store, Kvrpcpb.Context context, List<ByteString> keys) {
        Errorpb.Error.Builder error = Errorpb.Error.newBuilder();
        if (context.getPeer().getStoreId() != store + 1) {
            return error.setMessage("another store")
                    .setStoreNotMatch(Errorpb.StoreNotMatch.newBuilder()
                            .setRequestStoreId(context.getPeer().getStoreId())
                            .setActualStoreId(store + 1))
                    .build();
        }
        Shape.Place place = shape.byId(context.getRegionId());
        if (place == null) {
            return error.setMessage("no such region")
                    .setRegionNotFound(Errorpb.RegionNotFound.newBuilder().setRegionId(context.getRegionId()))
                    .build();
        }
        if (place.leader() != store) {
            Errorpb.NotLeader.Builder notLeader = Errorpb.NotLeader.newBuilder().setRegionId(context.getRegionId());
            if (random.nextBoolean()) {
                notLeader.setLeader(place.peer());
            }
            return error.setMessage("not the leader").setNotLeader(notLeader).build();
        }
        if (!place.region().getRegionEpoch().equals(context.getRegionEpoch())) {
            return error.setMessage("another epoch")
                    .setEpochNotMatch(Errorpb.EpochNotMatch.newBuilder().addCurrentRegions(place.region()))
                    .build();
        }
        for (ByteString key : keys) {
            if (!place.holds(code(key.toByteArray()))) {
                violations.add("a key outside of its region");
                return error.setMessage("not in the region")
                        .setKeyNotInRegion(Errorpb.KeyNotInRegion.newBuilder().setKey(key))
                        .build();
            }
        }
        return null;
    }

    /** The end of a scan need not be in the region, but not beyond it. */
    synchronized void requireWithin(long region, ByteString end) {
        Shape.Place place = shape.byId(region);
        if (place != null && !place.reaches(code(end.toByteArray()))) {
            violations.add("a scan beyond its region");
        }
    }

    /** Timestamps come from the placement driver, and what is sent at once has a bound. */
    synchronized void requireSound(Kvrpcpb.PrewriteRequest request) {
        if (request.getStartVersion() > lastTimestamp) {
            violations.add("a made-up timestamp");
        }
        if (request.getSkipConstraintCheck() || request.getPrimaryLock().isEmpty()) {
            violations.add("a transaction without checks");
        }
        for (Kvrpcpb.Mutation change : request.getMutationsList()) {
            if (change.getOp() == Kvrpcpb.Op.Put && change.getValue().isEmpty()) {
                violations.add("an empty value, which some tools take for none");
            }
        }
        long bytes = 0;
        for (Kvrpcpb.Mutation change : request.getMutationsList().subList(0, request.getMutationsCount() - 1)) {
            bytes += change.getKey().size() + change.getValue().size();
        }
        if (bytes > REQUEST_BYTES) {
            violations.add("too much in one request");
        }
    }

    static Errorpb.@Nullable Error tooLarge(Kvrpcpb.PrewriteRequest request) {
        return request.getSerializedSize() <= LARGEST_ENTRY
                ? null
                : Errorpb.Error.newBuilder()
                        .setMessage("entry too large")
                        .setRaftEntryTooLarge(
                                Errorpb.RaftEntryTooLarge.newBuilder().setEntrySize(request.getSerializedSize()))
                        .build();
    }

    synchronized void requireSound(Kvrpcpb.CommitRequest request) {
        if (request.getCommitVersion() <= request.getStartVersion() || request.getCommitVersion() > lastTimestamp) {
            violations.add("a made-up commit timestamp");
        }
    }

    /** The form in which regions are cut: groups of eight, padded, each with a byte that says how many count. */
    static byte[] code(byte[] key) {
        java.io.ByteArrayOutputStream code = new java.io.ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int left = key.length - at;
            for (int i = 0; i < 8; i++) {
                code.write(i < left ? key[at + i] : 0);
            }
            if (left < 8) {
                code.write(0xff - (8 - left));
                return code.toByteArray();
            }
            code.write(0xff);
            at += 8;
        }
    }

    @Override
    public void close() {
        drivers.forEach(Server::shutdownNow);
        servers.forEach(Server::shutdownNow);
        try {
            for (Server server : servers) {
                server.awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.close();
    }
}
