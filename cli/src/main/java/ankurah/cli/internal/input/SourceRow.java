package ankurah.cli.internal.input;

import ankurah.event.Value;
import java.util.Map;

/**
 * One row of a file.
 *
 * @param line where it begins, from 1
 * @param fields in the file's order for CSV, sorted by name for JSON
 */
public record SourceRow(long line, Map<String, Value> fields) {}
