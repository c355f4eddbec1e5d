/** Everything a store holds, as lines of text and back, and whether it all fits together. */
@NullMarked
package ankurah.core.internal.archive;

import org.jspecify.annotations.NullMarked;
