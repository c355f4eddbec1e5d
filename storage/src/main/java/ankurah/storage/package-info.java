/** The storage contract, the ordered key-value engine and the memory store. */
@NullMarked
package ankurah.storage;

import org.jspecify.annotations.NullMarked;
