package ankurah.fuzz;

import ankurah.core.internal.schema.CatalogStore;
import ankurah.core.internal.sync.wire.AnswerItems;
import ankurah.core.internal.sync.wire.PlanCodec;
import ankurah.core.internal.sync.wire.SchemaCodec;
import ankurah.event.AnkurahException;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.List;

/** What servers tell of plans, schemas, heads and positions, and the catalog in a store. */
public final class SchemaTarget {
    private SchemaTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int way = data.consumeInt(0, 4);
        byte[] bytes = data.consumeRemainingAsBytes();
        try {
            switch (way) {
                case 0 -> PlanCodec.encode(PlanCodec.decode(bytes));
                case 1 -> SchemaCodec.decode(List.of(bytes));
                case 2 -> AnswerItems.encode(AnswerItems.head(bytes));
                case 3 -> AnswerItems.encode(AnswerItems.position(bytes));
                default -> CatalogStore.encode(CatalogStore.decode(bytes));
            }
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
        }
    }
}
