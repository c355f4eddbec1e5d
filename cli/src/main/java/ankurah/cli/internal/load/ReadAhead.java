package ankurah.cli.internal.load;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.input.RowReader;
import ankurah.cli.internal.input.SourceRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches of rows on a thread of its own, a few ahead of who takes them. A batch with a row that cannot be read is not
 * handed out at all; the mistake is, in its place.
 */
final class ReadAhead implements AutoCloseable {
    private static final int BATCHES_AHEAD = 3;
    /** A commit holds at most 16 MiB; values take about as much room in it as in the file. */
    private static final long BYTES_PER_BATCH = 6 << 20;

    private sealed interface Step {
        record Rows(List<SourceRow> rows, boolean last) implements Step {}

        record Broken(Exception why) implements Step {}
    }

    private final RowReader reader;
    private final int rowsPerBatch;
    private final ArrayBlockingQueue<Step> steps = new ArrayBlockingQueue<>(BATCHES_AHEAD);
    private final Thread thread;
    private boolean ended;

    ReadAhead(RowReader reader, int rowsPerBatch) {
        this.reader = reader;
        this.rowsPerBatch = rowsPerBatch;
        this.thread = Thread.ofPlatform().daemon().name("import-read").start(this::run);
    }

    /** The next batch, null behind the last; the last may be empty. */
    @Nullable
    List<SourceRow> next() throws IOException, InterruptedException {
        if (ended) {
            return null;
        }
        switch (steps.take()) {
            case Step.Rows(List<SourceRow> rows, boolean last) -> {
                ended = last;
                return rows;
            }
            case Step.Broken(IOException io) -> throw io;
            case Step.Broken(Failure unreadable) -> throw unreadable;
            case Step.Broken(Exception unexpected) -> throw new IllegalStateException(unexpected);
        }
    }

    private void run() {
        try {
            boolean last = false;
            while (!last) {
                List<SourceRow> rows = new ArrayList<>(rowsPerBatch);
                last = fill(rows);
                steps.put(new Step.Rows(rows, last));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException unreadable) {
            hand(new Step.Broken(unreadable));
        }
    }

    private void hand(Step step) {
        try {
            steps.put(step);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether these were the last rows */
    private boolean fill(List<SourceRow> rows) throws IOException {
        long begin = reader.position();
        while (rows.size() < rowsPerBatch && reader.position() - begin < BYTES_PER_BATCH) {
            SourceRow row = reader.next();
            if (row == null) {
                return true;
            }
            rows.add(row);
        }
        return false;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
