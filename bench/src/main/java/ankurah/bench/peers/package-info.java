/** Importing and reading beside other ways to keep rows. */
@NullMarked
package ankurah.bench.peers;

import org.jspecify.annotations.NullMarked;
