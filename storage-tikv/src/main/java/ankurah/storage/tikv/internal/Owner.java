package ankurah.storage.tikv.internal;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.Arrays;

/**
 * Who writes to a namespace: {@code [1, epoch, id, until, name]}.
 *
 * @param epoch one more than that of the owner before
 * @param id drawn by each program that opens the namespace
 * @param untilMillis when others may take over, by the clock of the cluster; 0 when it was closed
 * @param name of the program, for messages
 */
record Owner(long epoch, byte[] id, long untilMillis, String name) {
    private static final int VERSION = 1;
    private static final int FIELDS = 5;

    byte[] toBytes() {
        return new CborWriter(64)
                .array(FIELDS)
                .integer(VERSION)
                .integer(epoch)
                .bytes(id)
                .integer(untilMillis)
                .text(name)
                .toBytes();
    }

    static Owner read(String store, byte[] record) {
        try {
            CborReader in = new CborReader(record);
            in.array(FIELDS, "an owner");
            if (in.integer() != VERSION) {
                throw in.malformed("an owner of another version");
            }
            Owner owner = new Owner(in.integer(), in.bytes(), in.integer(), in.text());
            in.end();
            return owner;
        } catch (RuntimeException e) {
            throw Failures.damaged(store, "the record of its owner");
        }
    }

    boolean is(Owner other) {
        return epoch == other.epoch && Arrays.equals(id, other.id);
    }

    Owner until(long millis) {
        return new Owner(epoch, id, millis, name);
    }
}
