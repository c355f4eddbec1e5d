package ankurah.storage.internal.engine;

import ankurah.event.EntityId;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.IndexSpec;
import org.jspecify.annotations.Nullable;

/**
 * An index and how far it is.
 *
 * @param number stands for it in keys
 * @param built the last entity whose row was indexed by the build; null before the first
 */
public record Index(
        int number, IndexSpec spec, Phase phase, @Nullable EntityId built) {

    /** Writes are indexed in the first two phases; queries use the index in the second. */
    public enum Phase {
        BUILDING,
        READY,
        DROPPING
    }

    boolean isWritten() {
        return phase != Phase.DROPPING;
    }

    public boolean isReady() {
        return phase == Phase.READY;
    }

    Index ready() {
        return new Index(number, spec, Phase.READY, null);
    }

    Index dropping() {
        return new Index(number, spec, Phase.DROPPING, null);
    }

    Index builtTo(EntityId last) {
        return new Index(number, spec, Phase.BUILDING, last);
    }

    byte[] encode() {
        CborWriter out = new CborWriter(64).array(4);
        out.text(spec.collection()).text(spec.property()).integer(phase.ordinal());
        if (built == null) {
            out.nul();
        } else {
            out.bytes(built.toBytes());
        }
        return out.toBytes();
    }

    static Index decode(int number, byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(4, "an index");
        IndexSpec spec = new IndexSpec(in.text(), in.text());
        Phase phase = Phase.values()[in.count(Phase.values().length - 1)];
        EntityId built = in.skipNull() ? null : EntityId.fromBytes(in.bytes());
        in.end();
        return new Index(number, spec, phase, built);
    }
}
