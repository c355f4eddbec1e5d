package ankurah.storage.internal.state;

import ankurah.event.Clock;
import ankurah.event.EntityId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The states that properties of one entity have in common. Last-writer-wins keeps the 32 bytes of the winning event, and
 * that is nearly always the genesis, a tip of the head, or the winner of a property before: such a state is written as a
 * number instead. What counts depends on the entity's content alone, so the encoding stays unique.
 */
final class Winners {
    private static final int MAX = 16;
    private static final int MIN_BYTES = 9;

    private final byte[] @Nullable [] known = new byte[MAX][];
    private int size;

    Winners(EntityId id, Clock head) {
        add(id.toBytes());
        for (int i = 0; i < head.size() && size < MAX; i++) {
            if (!head.get(i).equals(id.genesis())) {
                add(head.get(i).toBytes());
            }
        }
    }

    /** The number of a known state, or -1. */
    int find(byte[] state) {
        for (int i = 0; i < size; i++) {
            if (Arrays.equals(known[i], state)) {
                return i;
            }
        }
        return -1;
    }

    void add(byte[] state) {
        if (size < MAX && state.length >= MIN_BYTES) {
            known[size++] = state;
        }
    }

    byte @Nullable [] get(int number) {
        return number < size ? known[number] : null;
    }
}
