/** Tests of the parts behind AnkQL. */
@NullMarked
package ankurah.query.internal;

import org.jspecify.annotations.NullMarked;
