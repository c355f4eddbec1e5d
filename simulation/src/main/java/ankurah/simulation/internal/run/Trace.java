package ankurah.simulation.internal.run;

import java.util.function.BiConsumer;

/** A hash over everything that happens. Two runs of one seed have the same. */
public final class Trace {
    private static final long PRIME = 0x100000001b3L;

    private final BiConsumer<String, Long> reader;
    private long hash = 0xcbf29ce484222325L;

    /** @param reader is given each entry, to find where two runs part */
    public Trace(BiConsumer<String, Long> reader) {
        this.reader = reader;
    }

    public void note(String what, long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
        reader.accept(what, value);
    }

    public void note(String what, byte[] bytes) {
        long folded = bytes.length;
        for (byte octet : bytes) {
            folded = (folded ^ octet) * PRIME;
        }
        note(what, folded);
    }

    public long hash() {
        return hash;
    }
}
