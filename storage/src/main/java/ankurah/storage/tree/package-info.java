/** Immutable sorted maps that share structure. */
@NullMarked
package ankurah.storage.tree;

import org.jspecify.annotations.NullMarked;
