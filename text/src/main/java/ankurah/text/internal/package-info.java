/** How it works; not for use from outside. */
@NullMarked
package ankurah.text.internal;

import org.jspecify.annotations.NullMarked;
