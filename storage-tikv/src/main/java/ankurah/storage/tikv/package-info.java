/** Storage on a TiKV cluster. */
@NullMarked
package ankurah.storage.tikv;

import org.jspecify.annotations.NullMarked;
