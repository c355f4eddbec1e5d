/** Nodes in touch: the server's side of the protocol, and what a client's side may be told. */
@NullMarked
package ankurah.core.sync;

import org.jspecify.annotations.NullMarked;
