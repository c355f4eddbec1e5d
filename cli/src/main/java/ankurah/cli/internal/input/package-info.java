/** Files of rows: JSON, JSON Lines and CSV, read as a stream. */
@NullMarked
package ankurah.cli.internal.input;

import org.jspecify.annotations.NullMarked;
