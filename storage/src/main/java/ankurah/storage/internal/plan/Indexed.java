package ankurah.storage.internal.plan;

import ankurah.query.OrderBy;
import ankurah.storage.IndexSpec;
import java.util.List;

/** An index that queries may use. */
public record Indexed(int number, IndexSpec spec) {
    List<OrderBy> columns() {
        return spec.columns();
    }
}
