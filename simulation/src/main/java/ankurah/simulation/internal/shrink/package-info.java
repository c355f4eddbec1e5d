/** From a run that failed to the smallest that still does. */
@NullMarked
package ankurah.simulation.internal.shrink;

import org.jspecify.annotations.NullMarked;
