/** The host's disk behind the ordered store. */
@NullMarked
package ankurah.web.internal.disk;

import org.jspecify.annotations.NullMarked;
