@NullMarked
package ankurah.text.internal;

import org.jspecify.annotations.NullMarked;
