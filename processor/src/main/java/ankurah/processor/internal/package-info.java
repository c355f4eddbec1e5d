/** Reading models from records, and what is said of mistakes. */
@NullMarked
package ankurah.processor.internal;

import org.jspecify.annotations.NullMarked;
