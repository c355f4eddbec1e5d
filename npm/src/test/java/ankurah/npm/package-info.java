/** Builds the npm package and runs its tests. */
@NullMarked
package ankurah.npm;

import org.jspecify.annotations.NullMarked;
