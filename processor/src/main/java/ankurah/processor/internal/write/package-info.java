/** Writing Java and TypeScript from models. */
@NullMarked
package ankurah.processor.internal.write;

import org.jspecify.annotations.NullMarked;
