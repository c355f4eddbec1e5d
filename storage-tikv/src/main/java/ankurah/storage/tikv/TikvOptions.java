package ankurah.storage.tikv;

import ankurah.event.AnkurahException;
import ankurah.storage.EngineOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a store in a cluster is opened.
 *
 * @param engine where ids come from. A group is always on the disks of a majority before its commit returns
 * @param namespace which of the stores in the cluster; 1 to 100 printable ASCII characters
 * @param leaseMillis so long after a program died without closing the store no other can open it; at least 1,000
 * @param requestMillis so long one answer is waited for; at least 10
 * @param patienceMillis so long something is tried again before it fails as unreachable; at least the time for a request
 * @param cacheBytes how much is kept of single keys that were read or written; 0 for nothing
 * @param tls null for connections in the clear
 */
public record TikvOptions(
        EngineOptions engine,
        String namespace,
        int leaseMillis,
        int requestMillis,
        int patienceMillis,
        long cacheBytes,
        @Nullable TikvTls tls) {
    private static final int LONGEST_NAMESPACE = 100;
    private static final int SHORTEST_LEASE_MILLIS = 1_000;
    private static final int SHORTEST_REQUEST_MILLIS = 10;

    public TikvOptions {
        if (namespace.isEmpty()
                || namespace.length() > LONGEST_NAMESPACE
                || !namespace.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new AnkurahException.Invalid(
                    "storage.options",
                    "a namespace has 1 to " + LONGEST_NAMESPACE + " printable ASCII characters: " + namespace);
        }
        if (leaseMillis < SHORTEST_LEASE_MILLIS
                || requestMillis < SHORTEST_REQUEST_MILLIS
                || patienceMillis < requestMillis
                || cacheBytes < 0) {
            throw new AnkurahException.Invalid(
                    "storage.options",
                    "out of range: a lease of " + leaseMillis + " ms, requests of " + requestMillis
                            + " ms, patience of " + patienceMillis + " ms or a cache of " + cacheBytes + " bytes");
        }
    }

    /** The namespace {@code default}, a lease of 10 s, 5 s for a request, 20 s of patience, 32 MiB of cache, in the clear. */
    public static TikvOptions defaults() {
        return new TikvOptions(EngineOptions.defaults(), "default", 10_000, 5_000, 20_000, 32L << 20, null);
    }

    public TikvOptions withEngine(EngineOptions changed) {
        return new TikvOptions(changed, namespace, leaseMillis, requestMillis, patienceMillis, cacheBytes, tls);
    }

    public TikvOptions withNamespace(String changed) {
        return new TikvOptions(engine, changed, leaseMillis, requestMillis, patienceMillis, cacheBytes, tls);
    }

    public TikvOptions withLeaseMillis(int millis) {
        return new TikvOptions(engine, namespace, millis, requestMillis, patienceMillis, cacheBytes, tls);
    }

    public TikvOptions withRequestMillis(int millis) {
        return new TikvOptions(engine, namespace, leaseMillis, millis, patienceMillis, cacheBytes, tls);
    }

    public TikvOptions withPatienceMillis(int millis) {
        return new TikvOptions(engine, namespace, leaseMillis, requestMillis, millis, cacheBytes, tls);
    }

    public TikvOptions withCacheBytes(long bytes) {
        return new TikvOptions(engine, namespace, leaseMillis, requestMillis, patienceMillis, bytes, tls);
    }

    public TikvOptions withTls(TikvTls changed) {
        return new TikvOptions(engine, namespace, leaseMillis, requestMillis, patienceMillis, cacheBytes, changed);
    }
}
