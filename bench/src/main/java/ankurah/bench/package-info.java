/** Measurements. */
@NullMarked
package ankurah.bench;

import org.jspecify.annotations.NullMarked;
