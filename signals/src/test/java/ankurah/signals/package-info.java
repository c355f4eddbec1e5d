/** Tests of signals. */
@NullMarked
package ankurah.signals;

import org.jspecify.annotations.NullMarked;
