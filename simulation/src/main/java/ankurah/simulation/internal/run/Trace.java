package ankurah.simulation.internal.run;

/** A hash over everything that happens. Two runs of one seed have the same. */
public final class Trace {
    private static final long PRIME = 0x100000001b3L;

    private long hash = 0xcbf29ce484222325L;
    private long entries;

    public void note(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
        entries++;
    }

    public void note(byte[] bytes) {
        long folded = bytes.length;
        for (byte octet : bytes) {
            folded = (folded ^ octet) * PRIME;
        }
        note(folded);
    }

    public long hash() {
        return hash;
    }

    public long entries() {
        return entries;
    }
}
