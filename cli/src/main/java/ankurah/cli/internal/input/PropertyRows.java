package ankurah.cli.internal.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows whose fields have become properties. */
final class PropertyRows implements RowReader {
    private final RowReader rows;
    private final Properties properties;

    PropertyRows(RowReader rows, Properties properties) {
        this.rows = rows;
        this.properties = properties;
    }

    @Override
    public @Nullable SourceRow next() throws IOException {
        SourceRow row = rows.next();
        return row == null ? null : new SourceRow(row.line(), properties.of(row));
    }

    @Override
    public long position() {
        return rows.position();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
