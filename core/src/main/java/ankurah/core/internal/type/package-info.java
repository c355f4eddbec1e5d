/** Data types: how the operations of events become the values of properties. */
@NullMarked
package ankurah.core.internal.type;

import org.jspecify.annotations.NullMarked;
