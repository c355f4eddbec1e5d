package ankurah.core.internal.sync.client;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Ids in ascending order, each once, as nothing but their bytes. */
final class PackedIds extends AbstractList<EntityId> implements RandomAccess {
    static final PackedIds NONE = new PackedIds(new byte[0]);

    private final byte[] bytes;

    private PackedIds(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param ids ascending */
    static PackedIds of(Collection<EntityId> ids) {
        byte[] bytes = new byte[ids.size() * EventId.BYTES];
        int at = 0;
        for (EntityId id : ids) {
            id.genesis().writeTo(bytes, at);
            at += EventId.BYTES;
        }
        return new PackedIds(bytes);
    }

    /**
     * Takes what {@link #bytes} gave.
     *
     * @throws AnkurahException.Fault {@code storage.damaged} for anything that cannot be that
     */
    static PackedIds of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length % EventId.BYTES != 0) {
            throw new AnkurahException.Fault(
                    "storage.damaged", "a record of " + bytes.length + " bytes cannot be the rows of a subscription");
        }
        return new PackedIds(bytes);
    }

    /** The ids of several, which do not overlap. */
    static PackedIds joined(List<PackedIds> runs) {
        int length = 0;
        for (PackedIds run : runs) {
            length += run.bytes.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (PackedIds run : runs) {
            System.arraycopy(run.bytes, 0, joined, at, run.bytes.length);
            at += run.bytes.length;
        }
        return new PackedIds(joined);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public int size() {
        return bytes.length / EventId.BYTES;
    }

    @Override
    public EntityId get(int index) {
        return new EntityId(EventId.fromBytes(bytes, index * EventId.BYTES));
    }

    @Override
    public boolean contains(@Nullable Object other) {
        return other instanceof EntityId id && has(id.genesis());
    }

    private boolean has(EventId id) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = EventId.fromBytes(bytes, middle * EventId.BYTES).compareTo(id);
            if (compared == 0) {
                return true;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
