@NullMarked
package ankurah.event.internal;

import org.jspecify.annotations.NullMarked;
