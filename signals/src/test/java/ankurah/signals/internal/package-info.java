/** Tests of how signals work inside. */
@NullMarked
package ankurah.signals.internal;

import org.jspecify.annotations.NullMarked;
