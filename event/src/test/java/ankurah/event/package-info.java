/** Tests of the ground. */
@NullMarked
package ankurah.event;

import org.jspecify.annotations.NullMarked;
