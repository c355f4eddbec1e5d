/** One thing runs at a time: the baton, virtual time, and what tells one run from another. */
@NullMarked
package ankurah.simulation.internal.run;

import org.jspecify.annotations.NullMarked;
