/** Models whose code is written when the tests are compiled. */
@NullMarked
package ankurah.processor.music;

import org.jspecify.annotations.NullMarked;
