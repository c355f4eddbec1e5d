/** What JavaScript calls, and how values come and go. */
@NullMarked
package ankurah.web.internal.bridge;

import org.jspecify.annotations.NullMarked;
