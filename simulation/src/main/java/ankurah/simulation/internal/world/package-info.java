/** Servers, clients, and what befalls them. */
@NullMarked
package ankurah.simulation.internal.world;

import org.jspecify.annotations.NullMarked;
