package ankurah.cli.internal.input;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other, in bounded memory. */
public interface RowReader extends Closeable {

    /**
     * The next row, null at the end.
     *
     * @throws ankurah.cli.internal.Failure naming the line of a row that cannot be read
     */
    @Nullable
    SourceRow next() throws IOException;

    /** How many bytes of the file have been taken in; may be asked from another thread. */
    long position();
}
