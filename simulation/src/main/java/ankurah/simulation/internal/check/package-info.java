/** What must hold, and who watches. */
@NullMarked
package ankurah.simulation.internal.check;

import org.jspecify.annotations.NullMarked;
