/** How a query is answered: which way to the rows, and what is left to do with them. */
@NullMarked
package ankurah.storage.internal.plan;

import org.jspecify.annotations.NullMarked;
