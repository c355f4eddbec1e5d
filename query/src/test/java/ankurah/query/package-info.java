/** Tests of AnkQL. */
@NullMarked
package ankurah.query;

import org.jspecify.annotations.NullMarked;
