/** Keys of the ordered family: their layout, and values encoded so that bytes compare as values do. */
@NullMarked
package ankurah.storage.internal.key;

import org.jspecify.annotations.NullMarked;
