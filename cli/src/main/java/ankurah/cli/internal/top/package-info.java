/** What {@code ankurah top} shows. */
@NullMarked
package ankurah.cli.internal.top;

import org.jspecify.annotations.NullMarked;
