package ankurah.cli.internal.load;

import ankurah.cli.internal.input.SourceRow;
import ankurah.core.Transaction;
import java.util.List;

/** Turns rows into writes. */
interface Writer {

    /** Whether a batch needs to see what the batches before it wrote. */
    boolean dependsOnEarlier(List<SourceRow> rows);

    /** Reads what is there of the batch that is written next. */
    void prepare(List<SourceRow> rows);

    /** Writes the rows prepared; the transaction is committed, or not, by the caller. */
    Counts write(List<SourceRow> rows, Transaction tx);
}
