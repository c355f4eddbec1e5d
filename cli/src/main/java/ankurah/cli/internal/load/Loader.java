package ankurah.cli.internal.load;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.input.RowReader;
import ankurah.cli.internal.input.SourceRow;
import ankurah.cli.internal.output.Progress;
import ankurah.core.Context;
import ankurah.core.Transaction;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads rows into a collection, a transaction for each batch: one thread reads and types rows, this one makes events of
 * them, a third commits. Entities get their ids in the order of the file.
 */
public final class Loader {
    /** Rows that are stored together or not at all. */
    public static final int ROWS_PER_COMMIT = 1_000;

    private final Context context;
    private final String collection;
    private final Progress progress;

    public Loader(Context context, String collection, Progress progress) {
        this.context = context;
        this.collection = collection;
        this.progress = progress;
    }

    /**
     * @param key the property that tells a row to change from a row to add; null to add all
     * @throws Failure naming the line that stopped it, and how many rows before it are stored
     */
    public Counts load(RowReader rows, @Nullable String key) throws IOException, InterruptedException {
        Writer writer = key == null
                ? new PlainWriter(collection)
                : new KeyedWriter(collection, key, KeyDirectory.load(context, collection, key));
        try (ReadAhead source = new ReadAhead(rows, ROWS_PER_COMMIT);
                CommitBehind sink = new CommitBehind()) {
            try {
                transfer(rows, source, writer, sink);
            } catch (Failure bad) {
                throw withStored(bad, sink);
            }
            return sink.done();
        }
    }

    private void transfer(RowReader rows, ReadAhead source, Writer writer, CommitBehind sink)
            throws IOException, InterruptedException {
        for (List<SourceRow> batch = source.next(); batch != null; batch = source.next()) {
            if (writer.dependsOnEarlier(batch)) {
                sink.drain();
            }
            if (!batch.isEmpty()) {
                sink.submit(fill(batch, writer));
            }
            progress.update(rows.position(), sink.done().rows());
        }
        sink.drain();
    }

    private CommitBehind.Filled fill(List<SourceRow> batch, Writer writer) {
        writer.prepare(batch);
        Transaction tx = context.begin();
        try {
            Counts counts = writer.write(batch, tx);
            return new CommitBehind.Filled(
                    tx, counts, batch.getFirst().line(), batch.getLast().line());
        } catch (RuntimeException unfit) {
            tx.close();
            throw unfit;
        }
    }

    private static Failure withStored(Failure bad, CommitBehind sink) throws InterruptedException {
        try {
            sink.drain();
        } catch (Failure same) {
            bad.addSuppressed(same);
        }
        return Failure.failed(
                bad.getMessage() + "; nothing of its batch of " + ROWS_PER_COMMIT + " rows was stored, "
                        + sink.done().rows() + " rows before it were",
                bad);
    }
}
