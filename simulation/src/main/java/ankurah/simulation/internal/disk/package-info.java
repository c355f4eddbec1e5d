/** Disks that lose what was not synced, fail, and are put back to what they were. */
@NullMarked
package ankurah.simulation.internal.disk;

import org.jspecify.annotations.NullMarked;
