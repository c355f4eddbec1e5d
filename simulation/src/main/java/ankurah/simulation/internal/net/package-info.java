/** Connections that are slow, break, and half break. */
@NullMarked
package ankurah.simulation.internal.net;

import org.jspecify.annotations.NullMarked;
