/** One collection as several versions of a program have it. */
@NullMarked
package ankurah.processor.change;

import org.jspecify.annotations.NullMarked;
