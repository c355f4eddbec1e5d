/** Live queries: the published root, the windows that follow it, and the way to the listeners. */
@NullMarked
package ankurah.core.internal.live;

import org.jspecify.annotations.NullMarked;
