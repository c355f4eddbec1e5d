/** A whole system, from network and disks to clocks and schedule, decided by one seed. */
@NullMarked
package ankurah.simulation;

import org.jspecify.annotations.NullMarked;
