/** The browser's coroutines, clock and random source behind the core's platform. */
@NullMarked
package ankurah.web.internal.run;

import org.jspecify.annotations.NullMarked;
