/** Entities, policies, live queries, sync and nodes. */
@NullMarked
package ankurah.core;

import org.jspecify.annotations.NullMarked;
