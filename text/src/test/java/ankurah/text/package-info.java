@NullMarked
package ankurah.text;

import org.jspecify.annotations.NullMarked;
