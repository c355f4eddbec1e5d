package ankurah.fuzz;

import ankurah.core.internal.sync.client.ClientRecords;
import ankurah.event.AnkurahException;
import ankurah.storage.internal.engine.EngineRecords;
import ankurah.storage.internal.engine.Index;
import ankurah.storage.internal.state.LogCodec;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** The small records of stores: a server's and a client's. */
public final class RecordsTarget {
    private RecordsTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int way = data.consumeInt(0, 3);
        int which = data.consumeInt(0, ClientRecords.KINDS - 1);
        byte[] bytes = data.consumeRemainingAsBytes();
        try {
            switch (way) {
                case 0 -> LogCodec.encode(LogCodec.decode(1, bytes));
                case 1 -> Index.decode(1, bytes);
                case 2 -> EngineRecords.read(which, bytes);
                default -> ClientRecords.read(which, bytes);
            }
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
        }
    }
}
