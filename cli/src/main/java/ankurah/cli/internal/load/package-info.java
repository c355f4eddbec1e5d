/** Rows from a file into a collection: read ahead, written in batches, committed behind. */
@NullMarked
package ankurah.cli.internal.load;

import org.jspecify.annotations.NullMarked;
