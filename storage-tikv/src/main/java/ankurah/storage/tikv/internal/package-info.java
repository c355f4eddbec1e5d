/** A TiKV cluster as an ordered store. */
@NullMarked
package ankurah.storage.tikv.internal;

import org.jspecify.annotations.NullMarked;
