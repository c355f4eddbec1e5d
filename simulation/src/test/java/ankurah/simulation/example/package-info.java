/** What docs/simulation.md shows. */
@NullMarked
package ankurah.simulation.example;

import org.jspecify.annotations.NullMarked;
