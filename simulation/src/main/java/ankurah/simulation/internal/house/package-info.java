/** The scenario that judges the system itself: a bit of everything. */
@NullMarked
package ankurah.simulation.internal.house;

import org.jspecify.annotations.NullMarked;
