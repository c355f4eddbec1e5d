/** The sections of the conformance transcript. */
@NullMarked
package ankurah.web.internal;

import org.jspecify.annotations.NullMarked;
