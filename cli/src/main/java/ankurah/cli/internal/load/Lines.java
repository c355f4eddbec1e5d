package ankurah.cli.internal.load;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.input.SourceRow;
import ankurah.event.AnkurahException;
import java.util.function.Supplier;

/** Names the line of a row that the database does not take. */
final class Lines {
    private Lines() {}

    static <T> T at(SourceRow row, Supplier<T> write) {
        try {
            return write.get();
        } catch (AnkurahException.Invalid unfit) {
            throw Failure.failed("line " + row.line() + ": " + unfit.getMessage(), unfit);
        }
    }
}
