/** The one way in: admission, lineage, policy, storage, publication. */
@NullMarked
package ankurah.core.internal.gate;

import org.jspecify.annotations.NullMarked;
