package ankurah.storage.internal.engine;

import ankurah.event.Sha256;

/** Lets the fuzzer at the records of a server's store. */
public final class EngineRecords {
    private static final Sha256 SHA = Sha256.jdk();

    private EngineRecords() {}

    public static Object read(int which, byte[] bytes) {
        return which % 2 == 0 ? Records.event(bytes, SHA) : (Object) Records.eventNumber(bytes);
    }
}
