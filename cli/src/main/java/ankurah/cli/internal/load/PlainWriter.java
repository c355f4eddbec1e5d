package ankurah.cli.internal.load;

import ankurah.cli.internal.input.SourceRow;
import ankurah.core.Transaction;
import java.util.List;

/** Each row becomes an entity of its own. */
record PlainWriter(String collection) implements Writer {
    @Override
    public boolean dependsOnEarlier(List<SourceRow> rows) {
        return false;
    }

    @Override
    public void prepare(List<SourceRow> rows) {}

    @Override
    public Counts write(List<SourceRow> rows, Transaction tx) {
        for (SourceRow row : rows) {
            Lines.at(row, () -> tx.create(collection, row.fields()));
        }
        return new Counts(rows.size(), 0, 0);
    }
}
