/** The annotation processor. */
@NullMarked
package ankurah.processor;

import org.jspecify.annotations.NullMarked;
