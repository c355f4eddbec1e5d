package ankurah.core.internal.sync.client;

import ankurah.event.Sha256;

/** Lets the fuzzer at the records of a client's store. */
public final class ClientRecords {
    public static final int KINDS = 9;
    private static final Sha256 SHA = Sha256.jdk();

    private ClientRecords() {}

    public static Object read(int which, byte[] bytes) {
        return switch (which) {
            case 0 -> StoreRecords.identity(bytes);
            case 1 -> StoreRecords.shared(bytes);
            case 2 -> StoreRecords.number(bytes);
            case 3 -> StoreRecords.numbers(bytes);
            case 4 -> StoreRecords.loose(bytes);
            case 5 -> StoreRecords.subscription(1, bytes);
            case 6 -> StoreRecords.rejection(bytes, SHA);
            case 7 -> StoreRecords.reminted(bytes);
            default -> StoreRecords.reached(bytes, bytes, SHA);
        };
    }
}
