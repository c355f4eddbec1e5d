/** Parser, printer and the compiled forms behind {@code ankurah.query}. */
@NullMarked
package ankurah.query.internal;

import org.jspecify.annotations.NullMarked;
