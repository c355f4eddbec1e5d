/** Contexts and transactions, on top of whatever backs a node. */
@NullMarked
package ankurah.core.internal.node;

import org.jspecify.annotations.NullMarked;
