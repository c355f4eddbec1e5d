/** A built page, served as it lies in its folder. */
@NullMarked
package ankurah.server.internal.site;

import org.jspecify.annotations.NullMarked;
