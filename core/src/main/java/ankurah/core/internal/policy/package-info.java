/** Reading as a principal. */
@NullMarked
package ankurah.core.internal.policy;

import org.jspecify.annotations.NullMarked;
