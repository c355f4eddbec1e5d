/** Waiting together: a lock that may be held over a suspension, and what a running thread reads from. */
@NullMarked
package ankurah.core.internal.run;

import org.jspecify.annotations.NullMarked;
